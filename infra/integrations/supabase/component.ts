import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import { datadogConstructors } from "../../../monitors/datadog/component";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";
import type { PrometheusDeclaration } from "../../../monitors/prometheus/declaration";
import { prometheusConstructors } from "../../../monitors/prometheus/component";

export type SupabaseScrapeArgs = DeclaredArgs<PrometheusDeclaration>;

/** Grafana's scraping of Supabase's metrics. */
export class SupabaseScrape extends DeclaredResources<PrometheusDeclaration> {
  constructor(name: string, args: SupabaseScrapeArgs, options?: ComponentResourceOptions) {
    super("SupabaseScrape", name, { constructors: prometheusConstructors }, args, options);
    this.registerOutputs({});
  }
}

export type SupabaseKeyArgs = DeclaredArgs<DatadogDeclaration>;

/** The key by which Supabase's log drain sends to Datadog; `npm run links` makes the drain. */
export class SupabaseKey extends DeclaredResources<DatadogDeclaration> {
  constructor(name: string, args: SupabaseKeyArgs, options?: ComponentResourceOptions) {
    super("SupabaseKey", name, { constructors: datadogConstructors }, args, options);
    this.registerOutputs({});
  }
}
