/**
 * What another program imports (`main` in package.json). Importing it runs nothing: Driplo's own program is `program.ts`. What plans
 * without Pulumi imports `declare.ts` and its stages. examples/other-team shows both.
 */
export { components } from "./components";
export { declareStack, type Asked, type DeclaredStack } from "./declare";
export { environmentOf, type OwnSystems } from "./environment/own-systems";
export { MonitoringStack, type MonitoringStackArgs } from "./monitoring-stack";
export { partNames, type PartName } from "./parts";
export { createProviders, readSecrets } from "./providers";
export { checkStack } from "./check-stack";
export { planStack } from "./plan-stack";
export { declarationsIn, partsAt, renderStack } from "./render-stack";

export { GrafanaDashboards } from "../dashboards/grafana/component";
export { AlarmTopics, CloudWatchAlarms } from "../monitors/cloudwatch/component";
export { DatadogMonitors } from "../monitors/datadog/component";
export { DeclaredResources, type DeclaredArgs } from "../monitors/declaration/component";
export { KibanaConnectors, KibanaRules } from "../monitors/elastic/component";
export { NewRelicConditions } from "../monitors/newrelic/component";
export { GrafanaContactPoints, GrafanaRules } from "../monitors/prometheus/component";
export { SentryAlertRules } from "../monitors/sentry/component";
export { IncidentResponse, StatusPage } from "../policies/incidents/component";
export { PagerDutyEscalation } from "../policies/pagerduty/component";
export { LogStore } from "./integrations/elastic/component";

export type { Environment } from "../monitors/model/environment";
export type { Policies } from "../monitors/model/route";
export { defineService, type Catalogue } from "../monitors/model/signal";
export { formatDiagnostic, hasErrors } from "../monitors/plan/diagnostic";
