import {
  ComponentResource,
  type ComponentResourceOptions,
  type Output,
  type ProviderResource,
  type Resource,
} from "@pulumi/pulumi";
import { dashboardConstructors } from "../dashboards/grafana/component";
import { cloudWatchConstructors } from "../monitors/cloudwatch/component";
import { datadogConstructors } from "../monitors/datadog/component";
import { createResources, type Lookups } from "../monitors/declaration/component";
import { elasticConstructors } from "../monitors/elastic/component";
import type { Vendor } from "../monitors/declaration/declaration";
import type { Lookup } from "../monitors/model/late";
import { newRelicConstructors } from "../monitors/newrelic/component";
import { prometheusConstructors } from "../monitors/prometheus/component";
import { sentryConstructors, sentryLookups } from "../monitors/sentry/component";
import { incidentConstructors } from "../policies/incidents/component";
import { pagerDutyConstructors, pagerDutyLookups } from "../policies/pagerduty/component";
import type { DeclaredStack } from "./declare";
import { logConstructors } from "./integrations/logs/component";
import { vercelConstructors } from "./integrations/vercel/component";
import type { Secrets } from "./providers";

export interface MonitoringStackArgs {
  readonly declared: DeclaredStack;
  readonly providers: Readonly<Partial<Record<Vendor, ProviderResource>>>;
  readonly secrets: Secrets;
}

/** Everything that one environment declares, as one component: the engine's resources are the plan's list, name by name. */
export class MonitoringStack extends ComponentResource {
  constructor(name: string, { declared, providers, secrets }: MonitoringStackArgs, options?: ComponentResourceOptions) {
    super("driplo:monitoring:MonitoringStack", name, {}, options);
    const asked = new Map<string, Output<string>>();
    createResources(declared.declarations, {
      parent: this,
      providers,
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
      secret: secrets,
      lookup: (lookup, after) => once(asked, lookup, after, providerOf(lookup, providers)),
    });
    this.registerOutputs({});
  }
}

/** Whom a question is put to: `sentry:getTeam` is Sentry's to answer, whoever asks. */
const providerOf = (
  { token }: Lookup,
  providers: Readonly<Partial<Record<string, ProviderResource>>>,
): ProviderResource | undefined => providers[token.split(":")[0] ?? ""];

const lookups: Lookups = { ...pagerDutyLookups, ...sentryLookups };

/** Twenty services ask for the same few integrations. Who asks the same comes after the same. */
const once = (
  asked: Map<string, Output<string>>,
  { token, args }: Lookup,
  after: readonly Resource[],
  provider: ProviderResource | undefined,
): Output<string> => {
  const key = `${token} ${JSON.stringify(args)}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  const ask = lookups[token];
  if (ask === undefined || provider === undefined) throw new Error(`nobody to ask for ${key}`);
  const answer = ask(args, { provider, dependsOn: [...after] });
  asked.set(key, answer);
  return answer;
};
