import type { DatadogSource } from "../model/sources/datadog";
import type { Vendor } from "../plan/vendor";
import { chartIn } from "./chart";
import type { DatadogDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";
import { renderSecurityRouting } from "./security";

export const datadogVendor: Vendor<DatadogSource, DatadogDeclaration> = {
  name: "datadog",
  accepts,
  render,
  renderQuiet,
  renderShared: (destinations, rendered, context) => [
    ...renderRouting(destinations, context),
    ...renderSecurityRouting(destinations, rendered, context),
  ],
  followIn,
  chartIn,
  check,
};
