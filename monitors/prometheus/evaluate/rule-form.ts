import { parse } from "yaml";
import { z } from "zod";
import { secondsOf } from "./engine/literals";

/**
 * Rule files as Prometheus reads them. What a rule or its group has beyond what is judged here makes it one that is not evaluated: passed
 * over, it would be judged as another rule. https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/
 */

const labels = z.record(z.string(), z.string());

const record = z
  .strictObject({ record: z.string(), expr: z.string(), labels: labels.default({}) })
  .transform((rule) => ({ ...rule, kind: "record", name: rule.record }) as const);

const span = z
  .string()
  .default("0s")
  .transform((text) => (text === "0" ? 0 : secondsOf(text)))
  .pipe(z.number());

/** A label with a template has another text for each alert. */
const plain = z.record(
  z.string(),
  z.string().refine((text) => !text.includes("{{")),
);

const alert = z
  .strictObject({
    alert: z.string(),
    expr: z.string(),
    for: span,
    keep_firing_for: span,
    labels: plain.default({}),
    annotations: z.unknown().optional(),
  })
  .transform((rule) => ({ ...rule, kind: "alert", name: rule.alert }) as const);

const unknown = z
  .union([
    z.looseObject({ record: z.string() }).transform(({ record: name }) => ({ what: "record", name }) as const),
    z.looseObject({ alert: z.string() }).transform(({ alert: name }) => ({ what: "alert", name }) as const),
  ])
  .transform((rule) => ({ ...rule, kind: "unknown" }) as const);

/** A group's limit, offset or labels change what each of its rules does. Its interval is the caller's. */
const group = z.union([
  z.strictObject({
    name: z.string().optional(),
    interval: z.string().optional(),
    rules: z.array(z.union([record, alert, unknown])),
  }),
  z.looseObject({ rules: z.array(unknown) }),
]);

const ruleFile = z.object({ groups: z.array(group) });

export type RecordingRule = z.infer<typeof record>;
export type AlertingRule = z.infer<typeof alert>;
export type Rule = RecordingRule | AlertingRule | z.infer<typeof unknown>;

export const readRules = (text: string): readonly Rule[] =>
  ruleFile.parse(parse(text)).groups.flatMap(({ rules }): readonly Rule[] => rules);
