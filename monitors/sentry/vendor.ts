import type { SentrySource } from "../model/sources/sentry";
import type { Vendor } from "../plan/vendor";
import { chartIn } from "./chart";
import { sentryCosts } from "./costs";
import type { SentryDeclaration } from "./declaration";
import { sentryDelays, sentryNotification } from "./delay";
import { evaluatorIn } from "./evaluate/evaluate";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";
import { tellsIn } from "./tell";

export const sentryVendor: Vendor<SentrySource, SentryDeclaration> = {
  name: "sentry",
  accepts,
  render,
  renderShared: (destinations, _rendered, context) => renderRouting(destinations, context),
  followIn,
  tellsIn,
  chartIn,
  evaluatorIn,
  check,
  delays: { sight: ({ type }) => sentryDelays[type], notification: sentryNotification },
  costs: sentryCosts,
};
