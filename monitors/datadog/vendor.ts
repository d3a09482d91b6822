import type { DatadogSource } from "../model/sources/datadog";
import type { Vendor } from "../plan/vendor";
import { chartIn, chartObjective } from "./chart";
import { evaluatorIn } from "./evaluate/evaluate";
import { datadogCosts } from "./costs";
import type { DatadogDeclaration } from "./declaration";
import { datadogDelays, datadogNotification } from "./delay";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { acceptsObjective, renderObjective } from "./objective";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";
import { renderSecurityRouting } from "./security";
import { acceptsSuppression, inOrder } from "./suppression";
import { tellsIn } from "./tell";

export const datadogVendor: Vendor<DatadogSource, DatadogDeclaration> = {
  name: "datadog",
  accepts,
  render,
  suppression: { accepts: acceptsSuppression, inOrder },
  objectives: { accepts: acceptsObjective, render: renderObjective, chart: chartObjective },
  renderQuiet,
  // A downtime is of monitors; a security rule has none, and its signals go their own way.
  staysLoud: ["datadog:index/securityMonitoringRule:SecurityMonitoringRule"],
  renderShared: (destinations, rendered, context) => [
    ...renderRouting(destinations, context),
    ...renderSecurityRouting(destinations, rendered, context),
  ],
  followIn,
  tellsIn,
  chartIn,
  evaluatorIn,
  check,
  delays: { sight: ({ type }) => datadogDelays[type], notification: datadogNotification },
  costs: datadogCosts,
};
