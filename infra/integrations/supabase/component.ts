import type { ComponentResourceOptions } from "@pulumi/pulumi";
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
