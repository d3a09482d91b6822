import { PROJECT } from "../../monitors/model/configuration/table";
import type { Environment } from "../../monitors/model/environment";
import type { Finding } from "./match";
import type { Declared, Existing } from "./watcher";

/** One entry of what `pulumi import --file` reads. */
interface ImportedResource {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly component?: true;
}

/**
 * https://www.pulumi.com/docs/iac/guides/migration/import/ (bulk import operations); the same fields in @pulumi/pulumi,
 * automation/stack.d.ts, ImportOptions.
 */
export interface ImportFile {
  readonly nameTable: Readonly<Record<string, string>>;
  readonly resources: readonly ImportedResource[];
}

/** The component of `infra/program.ts`, as `infra/monitoring-stack.ts` registers it. */
const STACK = { type: "driplo:monitoring:MonitoringStack", name: "monitoring", component: true } as const;

/** Its children by vendor, whose children alarms and monitors are (`infra/components.ts`). */
const parents = {
  datadog: { type: "driplo:monitoring:DatadogMonitors", name: `${STACK.name}.datadog` },
  cloudwatch: { type: "driplo:monitoring:CloudWatchAlarms", name: `${STACK.name}.cloudwatch` },
} as const;

/** Of `infra/providers.ts`. Under another provider the engine would replace the resource at the next `up`. */
const providers = {
  datadog: { type: "pulumi:providers:datadog", name: "datadog" },
  cloudwatch: { type: "pulumi:providers:aws", name: "aws" },
} as const;

export const toImportFile = (findings: readonly Finding[], { name, aws }: Environment): ImportFile => {
  const matched = findings.filter(
    (finding) => finding.found === "match" && refuseImport(finding, aws.accountId) === undefined,
  );
  const resources = matched.flatMap((finding) => (finding.found === "match" ? [toResource(finding, aws.region)] : []));
  const used = new Set(resources.map(({ provider }) => provider));
  return {
    nameTable: Object.fromEntries(
      Object.values(providers)
        .filter((provider) => used.has(provider.name))
        .map((provider) => [provider.name, `urn:pulumi:${name}::${PROJECT}::${provider.type}::${provider.name}`]),
    ),
    resources: resources.length === 0 ? [] : [STACK, ...componentsOf(resources), ...resources],
  };
};

const componentsOf = (resources: readonly ImportedResource[]): readonly ImportedResource[] =>
  Object.values(parents)
    .filter(({ name }) => resources.some(({ parent }) => parent === name))
    .map((each) => ({ ...each, parent: STACK.name, component: true }));

const toResource = ({ existing, declared }: Match, region: string) => ({
  type: declared.type,
  name: declared.name,
  id: idOf(existing, declared, region),
  parent: parents[existing.vendor].name,
  provider: providers[existing.vendor].name,
});

/** https://hashicorp.github.io/terraform-provider-aws/enhanced-region-support/: what is in another region than the provider's is `id@region`. */
const idOf = ({ id, vendor }: Existing, declared: Declared, region: string): string =>
  vendor === "cloudwatch" && declared.region !== undefined && declared.region !== region
    ? `${id}@${declared.region}`
    : id;

interface Match {
  readonly existing: Existing;
  readonly declared: Declared;
}

/**
 * Why it is not imported though it matches: the next `up` would replace it, so that nothing were won, and what is gone in between
 * watches nothing (`monitors/declaration/replacement-rules.ts` has the sources).
 */
export const refuseImport = ({ existing, declared }: Match, accountId: string): string | undefined => {
  if (existing.type !== declared.vendorType)
    return `its type is ${existing.type}, the catalogue's is ${declared.vendorType}: neither vendor changes a type`;
  if (existing.vendor === "datadog") return undefined;
  if (existing.accountId !== undefined && existing.accountId !== accountId)
    return `it is in the account ${existing.accountId}, and this environment is ${accountId}`;
  if (existing.region !== undefined && existing.region !== declared.region)
    return `it is in ${existing.region}, and the catalogue's is in ${declared.region ?? "another region"}`;
  return existing.id === declared.shown
    ? undefined
    : `CloudWatch cannot rename an alarm: up makes ${declared.shown}, then delete this one by hand`;
};
