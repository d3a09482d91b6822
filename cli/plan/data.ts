import { z } from "zod";
import type { Properties } from "../../monitors/declaration/json";
import { isRecord } from "../../monitors/model/unknown-value";

/**
 * A plan as another revision of this repository printed it. Read leniently: what a revision does not know yet is absent, and what a
 * later one adds is ignored.
 */

const threshold = z.union([z.object({ value: z.number(), unit: z.string() }), z.object({ event: z.string() })]);

const level = z.object({
  threshold,
  priority: z.string(),
  breach: z.string().optional(),
  sooner: z.object({ window: z.string(), minimumTraffic: z.number() }).optional(),
});

const step = z.object({ after: z.string(), rung: z.number(), who: z.string(), channels: z.array(z.string()) });

const measure = z.object({
  key: z.string(),
  kind: z.string(),
  statistic: z.string().optional(),
  window: z.string(),
  breach: z.string(),
  seasonality: z.string().optional(),
  against: z.string().optional(),
  minimumTraffic: z.number().optional(),
  vendor: z.string(),
  backstop: z.string().optional(),
  missingData: z.string(),
  emitters: z.array(z.object({ feed: z.string() })).default([]),
  resources: z.array(z.string()).default([]),
  levels: z.partialRecord(z.enum(["warning", "critical"]), level),
  routes: z.partialRecord(z.enum(["warning", "critical"]), z.array(step)),
});

const signal = z.object({
  id: z.string(),
  owner: z.string(),
  title: z.string(),
  runbook: z.string(),
  stage: z.string().default("live"),
  suppressedBy: z.array(z.string()).default([]),
  measures: z.array(measure),
});

const tier = z.object({
  tier: z.string(),
  burnRate: z.number(),
  longWindow: z.string(),
  shortWindow: z.string(),
  priority: z.string(),
  minimumBadEvents: z.number(),
  route: z.array(step).default([]),
});

const objective = z.object({
  id: z.string(),
  owner: z.string().default(""),
  title: z.string().default(""),
  runbook: z.string().default(""),
  target: z.number(),
  period: z.string(),
  tiers: z.array(tier).default([]),
  emitters: z.array(z.object({ feed: z.string() })).default([]),
  resources: z.array(z.string()).default([]),
});

/** Times in UTC, which sort as text. */
const quiet = z.object({
  key: z.string(),
  reason: z.string(),
  owner: z.string(),
  from: z.string(),
  until: z.string(),
  signals: z.array(z.string()),
});

const declaration = z.object({
  vendor: z.string(),
  type: z.string(),
  name: z.string(),
  // Of text that was JSON all of it is; to copy it value by value would cost a large plan seconds.
  args: z.custom<Properties>(isRecord),
});

const diagnostic = z.object({
  severity: z.enum(["error", "warning"]),
  where: z.string(),
  what: z.string(),
  rule: z.string(),
  remedy: z.string(),
});

const plan = z.object({
  version: z.literal(1),
  environment: z.string(),
  signals: z.array(signal),
  objectives: z.array(objective).default([]),
  quiet: z.array(quiet).default([]),
  resources: z.array(z.object({ vendor: z.string(), type: z.string(), name: z.string() })),
  declarations: z.array(declaration).optional(),
  diagnostics: z.array(diagnostic),
});

/** As it is printed; what this revision prints is one (`data.test-d.ts`). */
export type PrintedPlan = z.input<typeof plan>;
export type PlanData = z.output<typeof plan>;
export type SignalData = z.output<typeof signal>;
export type MeasureData = z.output<typeof measure>;
export type LevelData = z.output<typeof level>;
export type StepData = z.output<typeof step>;
export type TierData = z.output<typeof tier>;
export type ObjectiveData = z.output<typeof objective>;
export type QuietData = z.output<typeof quiet>;
export type DeclarationData = z.output<typeof declaration>;

/** Plans by environment. @throws Error of one line where the text is no plan */
export const readPlans = (text: string): ReadonlyMap<string, PlanData> => {
  const data = parseJson(text);
  const read = z.array(plan).safeParse(Array.isArray(data) ? data : [data]);
  if (!read.success)
    throw new Error(`it printed no plan of version 1: ${z.prettifyError(read.error).split("\n")[0] ?? ""}`);
  return new Map(read.data.map((each) => [each.environment, each]));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error("it printed no JSON");
  }
};

/** Of a stack whose configuration is at fault the hosts, accounts and ids are not known, and nothing that holds one can be compared. */
export const isConfigured = ({ diagnostics }: PlanData): boolean =>
  !diagnostics.some(({ severity, where }) => severity === "error" && /^Pulumi\.\w+\.yaml/.test(where));

export const byId = <T extends { readonly id: string }>(items: readonly T[]): ReadonlyMap<string, T> =>
  new Map(items.map((item) => [item.id, item]));
