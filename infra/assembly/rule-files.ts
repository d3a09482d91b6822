import type { Environment } from "../../monitors/model/environment";
import type { Policies } from "../../monitors/model/route";
import type { Catalogue } from "../../monitors/model/signal";
import type { PrometheusSource } from "../../monitors/model/sources/prometheus";
import type { RenderContext, Watch } from "../../monitors/plan/watch";
import { resolvePlan } from "../../monitors/plan/resolve";
import { soundRows } from "../../monitors/plan/sound-rows";
import { rulesOf, type AlertRule } from "../../monitors/prometheus/rule";
import { toRuleFile } from "../../monitors/prometheus/rule-file";
import { watchesOf } from "./outcomes";
import { toPrometheusConfig } from "../integrations/supabase/prometheus-config";

/** The rows that Prometheus can evaluate itself, for one's own: no beat reaches it. Empty where it is switched off. */
export const prometheusRules = (
  catalogue: Catalogue,
  policies: Policies,
  environment: Environment,
): readonly AlertRule[] => rulesWhere(({ type }) => type !== "heartbeat", catalogue, policies, environment);

/** Those that listen for another vendor's beat, which Grafana alone evaluates. */
export const heartbeatRules = (
  catalogue: Catalogue,
  policies: Policies,
  environment: Environment,
): readonly AlertRule[] => rulesWhere(({ type }) => type === "heartbeat", catalogue, policies, environment);

const rulesWhere = (
  matters: (source: PrometheusSource) => boolean,
  catalogue: Catalogue,
  policies: Policies,
  environment: Environment,
): readonly AlertRule[] => {
  const rows = soundRows(catalogue, policies, environment.name);
  const plan = resolvePlan(rows.catalogue, rows.policies, environment);
  const context: RenderContext = { environment, routeOf: ({ priority }) => plan.routes[priority], quiet: [] };
  return watchesOf(plan, environment)
    .filter(isPrometheus)
    .filter(({ source }) => matters(source))
    .flatMap((watch) => rulesOf(watch, context));
};

const isPrometheus = (watch: Watch): watch is Watch<PrometheusSource> =>
  watch.source.vendor === "prometheus" && watch.source.type !== "sql";

/** `database.rules.yml` for each service with rules, and the `prometheus.yml` that loads them. */
export const toFiles = (rules: readonly AlertRule[], environment: Environment): ReadonlyMap<string, string> => {
  const services = [...new Set(rules.map(({ destination }) => destination.service))];
  const fileOf = (service: string): string => `${service}.rules.yml`;
  return new Map([
    ...services.map((service): [string, string] => [
      fileOf(service),
      toRuleFile(rules.filter(({ destination }) => destination.service === service)),
    ]),
    ["prometheus.yml", toPrometheusConfig(environment, services.map(fileOf))],
  ]);
};
