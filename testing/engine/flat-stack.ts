import { Config } from "@pulumi/pulumi";
import { dashboardConstructors } from "../../dashboards/grafana/component";
import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { logConstructors } from "../../infra/integrations/logs/component";
import { vercelConstructors } from "../../infra/integrations/vercel/component";
import { createProviders, readSecrets } from "../../infra/providers";
import { cloudWatchConstructors } from "../../monitors/cloudwatch/component";
import { datadogConstructors } from "../../monitors/datadog/component";
import { DeclaredResources, type DeclaredArgs } from "../../monitors/declaration/component";
import { elasticConstructors } from "../../monitors/elastic/component";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { Catalogue } from "../../monitors/model/signal";
import { newRelicConstructors } from "../../monitors/newrelic/component";
import { prometheusConstructors } from "../../monitors/prometheus/component";
import { sentryConstructors, sentryLookups } from "../../monitors/sentry/component";
import { policies } from "../../policies";
import { incidentConstructors } from "../../policies/incidents/component";
import { pagerDutyConstructors, pagerDutyLookups } from "../../policies/pagerduty/component";
import type { StackDeclaration } from "../../infra/parts";
import type { Program } from "./engine";
import { ROOT } from "../stack-configuration";

/** The stack as it was before its parts were components: every resource directly under `MonitoringStack`. */
class FlatStack extends DeclaredResources<StackDeclaration> {
  constructor(name: string, args: DeclaredArgs<StackDeclaration>) {
    super(
      "MonitoringStack",
      name,
      {
        constructors: {
          ...pagerDutyConstructors,
          ...incidentConstructors,
          ...datadogConstructors,
          ...cloudWatchConstructors,
          ...newRelicConstructors,
          ...prometheusConstructors,
          ...sentryConstructors,
          ...elasticConstructors,
          ...logConstructors,
          ...vercelConstructors,
          ...dashboardConstructors,
        },
        lookups: { ...pagerDutyLookups, ...sentryLookups },
      },
      args,
    );
    this.registerOutputs({});
  }
}

export const flatProgramOf =
  (name: EnvironmentName, rows: Catalogue): Program =>
  () => {
    const { environment } = loadEnvironment(ROOT, name);
    if (environment === undefined) throw new Error(`the configuration of ${name} has a fault`);
    const { declarations } = declareStack(rows, policies, environment);
    const providers = createProviders(environment);
    new FlatStack("monitoring", { declarations, providers, secret: readSecrets(new Config()) });
  };
