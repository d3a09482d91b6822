import type { ObjectiveDefinition } from "./objective";
import { count, minutes, percent } from "./quantity";
import { defineService } from "./signal";
import { datadog } from "./sources/datadog";

/** Types of objectives, checked by the compiler alone: what is below an `@ts-expect-error` must not compile. */

const tiers = {
  one_hour: { priority: "P1", minimumBadEvents: count(20) },
  six_hours: { priority: "P2", minimumBadEvents: count(50) },
  one_day: { priority: "P3", minimumBadEvents: count(50) },
  three_days: { off: "too little traffic" },
} as const;

const row = {
  title: "Uptime",
  impact: "It fails.",
  firstAction: "Look.",
  good: "requests",
  target: percent(99.9),
  source: datadog.spans({ service: "driplo-api", kind: "server" }),
  tiers,
  runbook: "api/availability-slo.md",
} as const satisfies ObjectiveDefinition;

declare function without<T extends object, K extends keyof T>(whole: T, key: K): Omit<T, K>;

const service = { title: "API", owner: "platform", signals: {} } as const;

export const whole = defineService({ ...service, objectives: { uptime_slo: row } });

// @ts-expect-error -- a target is a percentage, never a bare number
export const bare: ObjectiveDefinition = { ...row, target: 99.9 };

// @ts-expect-error -- a target is no duration
export const span: ObjectiveDefinition = { ...row, target: minutes(5) };

// @ts-expect-error -- every tier is decided: on, or off with a reason
export const forgotten: ObjectiveDefinition = { ...row, tiers: without(tiers, "one_hour") };

const withWeek = { ...row, tiers: { ...tiers, week: tiers.one_day } };

// @ts-expect-error -- no such tier
export const unknown = defineService({ ...service, objectives: { uptime_slo: withWeek } });

// @ts-expect-error -- a tier says how many bad events it wants
export const sole: ObjectiveDefinition = { ...row, tiers: { ...tiers, one_hour: { priority: "P1" } } };

// @ts-expect-error -- a tier that is off is told to nobody
export const offAndOn: ObjectiveDefinition = { ...row, tiers: { ...tiers, one_day: { off: "no", priority: "P3" } } };

// @ts-expect-error -- off is a reason
export const silent: ObjectiveDefinition = { ...row, tiers: { ...tiers, one_day: { off: true } } };

const fifth = { priority: "P5", minimumBadEvents: count(20) } as const;

// @ts-expect-error -- no such priority
export const loud: ObjectiveDefinition = { ...row, tiers: { ...tiers, one_hour: fifth } };

// @ts-expect-error -- a misspelt field would be ignored in silence
export const misspelt = defineService({ ...service, objectives: { uptime_slo: { ...row, tresholds: 1 } } });

// @ts-expect-error -- an objective has a page that says what to do
export const pageless: ObjectiveDefinition = without(row, "runbook");

export const quiet = defineService({
  ...service,
  signals: {
    slow: {
      title: "Slow",
      impact: "It is slow.",
      firstAction: "Look.",
      runbook: "api/response-time.md",
      kind: "error_ratio",
      critical: { at: percent(5), priority: "P2" },
      minimumTraffic: count(100),
      missingData: "ok",
      source: row.source,
      // @ts-expect-error -- ids are of the form service.key
      suppressedBy: ["reachable"],
    },
  },
});
