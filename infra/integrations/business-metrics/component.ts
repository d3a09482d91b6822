import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { DeclaredResources, type DeclaredArgs } from "../../../monitors/declaration/component";
import type { PrometheusDeclaration } from "../../../monitors/prometheus/declaration";
import { prometheusConstructors } from "../../../monitors/prometheus/component";

export type BusinessTablesArgs = DeclaredArgs<PrometheusDeclaration>;

/** The shop's tables as a data source of Grafana's, by a role that may read what the numbers count. */
export class BusinessTables extends DeclaredResources<PrometheusDeclaration> {
  constructor(name: string, args: BusinessTablesArgs, options?: ComponentResourceOptions) {
    super("BusinessTables", name, { constructors: prometheusConstructors }, args, options);
    this.registerOutputs({});
  }
}
