import type { NewRelicSource } from "../model/sources/newrelic";
import type { Vendor } from "../plan/vendor";
import { newRelicCosts } from "./costs";
import type { NewRelicDeclaration } from "./declaration";
import { newRelicDelays, newRelicNotification } from "./delay";
import { evaluatorIn } from "./evaluate/evaluate";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";
import { tellsIn } from "./tell";

export const newRelicVendor: Vendor<NewRelicSource, NewRelicDeclaration> = {
  name: "newrelic",
  accepts,
  render,
  renderShared: renderRouting,
  renderQuiet,
  followIn,
  tellsIn,
  evaluatorIn,
  check,
  delays: { sight: ({ type }) => newRelicDelays[type], notification: newRelicNotification },
  costs: newRelicCosts,
};
