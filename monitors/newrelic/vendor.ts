import type { NewRelicSource } from "../model/sources/newrelic";
import type { Vendor } from "../plan/vendor";
import type { NewRelicDeclaration } from "./declaration";
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
};
