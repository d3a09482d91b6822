import { z } from "zod";
import { ourCode, ourPlumbing } from "../../monitors/model/emission";
import { environmentNames } from "../../monitors/model/environment-name";
import { missingDataDecisions } from "../../monitors/model/missing-data";
import { seasonalities, signalKinds, statistics, type SignalKind } from "../../monitors/model/signal-kind";
import { stages } from "../../monitors/model/stage";
import { isRecord } from "../../monitors/model/unknown-value";
import {
  define,
  words,
  key,
  priority,
  unique,
  id,
  span,
  moment,
  vendor,
  feed,
  tierName,
  breach,
  runbook,
  title,
  resourceKeys,
  levels,
  route,
  routes,
} from "./shape-parts";

/**
 * The plan's public shape, once: `json.ts` is held to the type, and docs/plan.schema.json is made of it (`npm run schema`). What reads
 * the plan of another revision (`data.ts`) asks for less.
 */

const emitter = define(
  "emitter",
  z.union([
    z.strictObject({ feed, status: z.literal("missing") }),
    z.strictObject({
      feed,
      by: z.enum(["built-in", ...ourPlumbing, ...ourCode]),
      who: words,
      status: z.enum(["here", "later"]),
    }),
  ]),
  "Who sends what the measure reads.",
);

const isKind = (name: string): name is SignalKind => Object.hasOwn(signalKinds, name);

const measure = define(
  "measure",
  z.strictObject({
    key: words.describe("`main` for a signal's only measure."),
    kind: z.enum(Object.keys(signalKinds).filter(isKind)),
    statistic: z.enum(statistics).optional(),
    minimumTraffic: z
      .number()
      .min(0)
      .optional()
      .describe("Fewer events than this in the window, and the measure keeps quiet."),
    window: span,
    breach,
    seasonality: z.enum(seasonalities).optional().describe("Of an anomaly: the rhythm of the usual."),
    against: span.optional().describe("Of a change: how long ago it is compared with."),
    vendor,
    backstop: vendor.optional(),
    missingData: z.enum(missingDataDecisions),
    emitters: z.array(emitter).min(1),
    levels,
    routes,
    stillMeasured: z
      .array(z.string().regex(/^(missing data: (notify|breach)|[a-z][a-z0-9_.]*)$/))
      .meta(unique)
      .describe(
        "What would tell that it is measured no more: its own missing data, or the heartbeat of its vendors that another one listens for.",
      ),
    resources: resourceKeys,
  }),
  "One condition of a signal.",
);

const signal = define(
  "signal",
  z.strictObject({
    id,
    service: key,
    owner: words.describe("The team that keeps the thresholds right."),
    title,
    runbook,
    stage: z.enum(stages),
    suppressedBy: z.array(id).min(1).optional().describe("Signals that keep it quiet while they fire."),
    measures: z.array(measure).min(1),
  }),
);

const tier = define(
  "tier",
  z.strictObject({
    tier: tierName,
    burnRate: z.number().gt(0).describe("How many times faster than allowed."),
    priority,
    longWindow: span,
    shortWindow: span,
    minimumBadEvents: z.int().min(1).describe("Fewer in the long window, and the tier keeps quiet."),
    message: words,
    resources: resourceKeys,
    suppressedBy: z.array(tierName).describe("Faster tiers, which keep it quiet while they tell."),
    route,
  }),
  "How fast the budget is spent before somebody is told.",
);

const objective = define(
  "objective",
  z.strictObject({
    id,
    service: key,
    owner: words,
    title,
    good: words.describe("What a good event is."),
    runbook,
    target: z.number().gt(0).lt(100).describe("Percent."),
    period: span,
    vendor,
    emitters: z.array(emitter).min(1),
    tiers: z.array(tier).describe("Those that are on, fastest first."),
    switchedOff: z.array(z.strictObject({ tier: tierName, reason: z.string() })),
    stillMeasured: z
      .array(z.string().regex(/^[a-z][a-z0-9_.]*$/))
      .meta(unique)
      .describe("The heartbeat of its vendor that another one listens for."),
    resources: resourceKeys,
  }),
  "A share of events that must be good over the period.",
);

const quiet = define(
  "quiet",
  z.strictObject({
    key,
    reason: z.string().min(10),
    owner: words,
    from: moment,
    until: moment,
    signals: z.array(id).min(1),
    loud: z
      .array(z.strictObject({ vendor, signals: z.array(id).min(1) }))
      .describe("Vendors that cannot be kept quiet, and what they still tell of."),
    resources: resourceKeys,
  }),
);

const typeToken = z
  .string()
  .regex(/^[a-z]+:[A-Za-z0-9]+\/[A-Za-z0-9]+:[A-Za-z0-9]+$/)
  .describe("Pulumi's type token.");
const logicalName = words.describe("Logical name.");

const resource = define("resource", z.strictObject({ vendor, type: typeToken, name: logicalName }));

const declaration = define(
  "declaration",
  z.strictObject({ vendor, type: typeToken, name: logicalName, args: z.custom<object>(isRecord) }),
  "A resource with its arguments. Late values (references, secrets by path, lookups, templates) stand in them as objects with a key `late`.",
);

const diagnostic = define(
  "diagnostic",
  z.strictObject({
    severity: z.enum(["error", "warning"]),
    where: words,
    what: words,
    rule: words,
    remedy: words,
  }),
);

const plan = z
  .strictObject({
    version: z.literal(1),
    environment: z.enum(environmentNames),
    signals: z.array(signal),
    objectives: z.array(objective),
    quiet: z.array(quiet).describe("What is kept quiet on purpose."),
    resources: z
      .array(resource)
      .meta(unique)
      .describe("Everything that the engine creates, by type and then by logical name."),
    diagnostics: z.array(diagnostic),
    declarations: z.array(declaration).optional().describe("With `--declarations`: every resource with its arguments."),
  })
  .meta({
    title: "Monitoring plan of one environment",
    description:
      "What `npm run plan -- --environment <name> --format json` prints; with `--environment all`, a list of these. `version` changes when the shape breaks.",
  });

type Printed<T> = T extends readonly (infer E)[]
  ? readonly Printed<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Printed<Exclude<T[K], undefined>> }
    : T;

/** The plan of one environment, as it is printed. The schema knows Driplo's environments; another program's have other names. */
export type PlanJson = Omit<Printed<z.output<typeof plan>>, "environment"> & { readonly environment: string };

/** As JSON Schema, draft 2020-12. */
export const planSchema = (): object =>
  z.toJSONSchema(plan, {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // What no schema of zod's says: whatever a vendor's resource takes.
      if (zodSchema._zod.def.type === "custom") jsonSchema.type = "object";
    },
  });
