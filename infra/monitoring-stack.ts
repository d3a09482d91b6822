import { ComponentResource, type ComponentResourceOptions, type Input, type ProviderResource } from "@pulumi/pulumi";
import { cloudWatchConstructors } from "../monitors/cloudwatch/component";
import { datadogConstructors } from "../monitors/datadog/component";
import { createResources } from "../monitors/declaration/component";
import type { Vendor } from "../monitors/declaration/declaration";
import type { Lookup } from "../monitors/model/late";
import { newRelicConstructors } from "../monitors/newrelic/component";
import { prometheusConstructors } from "../monitors/prometheus/component";
import { incidentConstructors } from "../policies/incidents/component";
import { integrationVendor, pagerDutyConstructors } from "../policies/pagerduty/component";
import type { DeclaredStack } from "./declare";
import { logConstructors } from "./integrations/logs/component";
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
    const asked = new Map<string, Input<string>>();
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
        ...logConstructors,
      },
      secret: secrets,
      lookup: (lookup) => once(asked, lookup, providers),
    });
    this.registerOutputs({});
  }
}

/** Twenty services ask for the same few integrations. */
const once = (
  asked: Map<string, Input<string>>,
  { token, argument }: Lookup,
  { pagerduty }: MonitoringStackArgs["providers"],
): Input<string> => {
  const key = `${token} ${argument}`;
  const known = asked.get(key);
  if (known !== undefined) return known;
  if (token !== "pagerduty:getVendor" || pagerduty === undefined) throw new Error(`nobody to ask for ${key}`);
  const answer = integrationVendor(argument, pagerduty);
  asked.set(key, answer);
  return answer;
};
