import type { DatadogSource } from "../model/sources/datadog";
import type { Vendor } from "../plan/vendor";
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
  // A downtime is of monitors; a security rule has none, and its signals go their own way.
  staysLoud: ["datadog:index/securityMonitoringRule:SecurityMonitoringRule"],
  renderShared: (destinations, rendered, context) => [
    ...renderRouting(destinations, context),
    ...renderSecurityRouting(destinations, rendered, context),
  ],
  followIn,
  check,
};
