import type { CloudWatchSource } from "../model/sources/cloudwatch";
import type { Vendor } from "../plan/vendor";
import { chartIn } from "./chart";
import { evaluatorIn } from "./evaluate/evaluate";
import { cloudWatchCosts } from "./costs";
import type { CloudWatchDeclaration } from "./declaration";
import { cloudWatchDelay, cloudWatchNotification } from "./delay";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderTopics } from "./topics";
import { tellsIn } from "./tell";

export const cloudWatchVendor: Vendor<CloudWatchSource, CloudWatchDeclaration> = {
  name: "cloudwatch",
  accepts,
  render,
  renderShared: renderTopics,
  renderQuiet,
  followIn,
  tellsIn,
  chartIn,
  evaluatorIn,
  check,
  delays: { sight: cloudWatchDelay, notification: cloudWatchNotification },
  costs: cloudWatchCosts,
};
