import type { DatadogSource } from "../model/sources/datadog";
import type { Vendor } from "../plan/vendor";
import type { DatadogDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";

export const datadogVendor: Vendor<DatadogSource, DatadogDeclaration> = {
  name: "datadog",
  accepts,
  render,
  renderShared: (destinations, _rendered, context) => renderRouting(destinations, context),
  renderQuiet,
  followIn,
  check,
};
