import { z } from "zod";
import { ourCode, ourPlumbing, type Emitter, type ResourceKey } from "../../model/emission";
import { burnTierNames, type BurnTierName } from "../../model/objective";
import { priorities } from "../../model/priority";
import type { Moment, Quiet } from "../../model/quiet";
import { stages } from "../../model/stage";
import { teams } from "../../model/team";
import { faultsOf, within, type FormFault } from "./fault";
import { measureForms } from "./measure";
import { source } from "./sources";
import { anything, listOf, oneOf, quantity, shape, table, text } from "./words";
import { isRecord } from "../../model/unknown-value";

const runbook = z.custom<`${string}.md`>((value) => typeof value === "string" && value.endsWith(".md"), {
  error: "a page below runbooks/, such as api/response-time.md",
});

const id = z.custom<`${string}.${string}`>((value) => typeof value === "string" && value.includes("."), {
  error: "a signal's id, such as api.response_time",
});

const signalText = {
  title: text,
  impact: text,
  firstAction: text,
  stage: oneOf(stages).exactOptional(),
  suppressedBy: listOf(id).exactOptional(),
  runbook,
};

const formOfInline = measureForms(signalText);
const formOfMeasure = measureForms({ firstAction: text.exactOptional() });
const measured = shape({
  ...signalText,
  measures: table(anything).refine((rows) => Object.keys(rows).length > 0, { error: "an object with a measure in it" }),
});

/** What is wrong with the form of a signal, in all its measures. */
export const signalFaults = (row: unknown): readonly FormFault[] => {
  if (!isRecord(row) || !("measures" in row)) return faultsOf(row, formOfInline(row));
  const { measures } = row;
  return [
    ...faultsOf(row, measured),
    ...(isRecord(measures) ? Object.entries(measures) : []).flatMap(([key, measure]) =>
      faultsOf(measure, formOfMeasure(measure)).map((fault) => within(`measures.${key}`, fault)),
    ),
  ];
};

const on = shape({ priority: oneOf(priorities), minimumBadEvents: quantity("count") });
const off = shape({ off: text });
const tiers = shape({
  one_hour: anything,
  six_hours: anything,
  one_day: anything,
  three_days: anything,
} satisfies Record<BurnTierName, unknown>);

const objective = shape({
  title: text,
  impact: text,
  firstAction: text,
  good: text,
  target: quantity("percentage"),
  source,
  tiers,
  runbook,
});

/** What is wrong with the form of an objective, in all its tiers. */
export const objectiveFaults = (row: unknown): readonly FormFault[] => {
  const given = isRecord(row) && "tiers" in row && isRecord(row["tiers"]) ? row["tiers"] : undefined;
  return [
    ...faultsOf(row, objective),
    ...(given === undefined ? [] : burnTierNames).flatMap((name) => {
      const tier: unknown = given === undefined ? undefined : Reflect.get(given, name);
      return faultsOf(tier, isRecord(tier) && "off" in tier ? off : on).map((fault) => within(`tiers.${name}`, fault));
    }),
  ];
};

const service = shape({
  title: text,
  owner: oneOf(teams),
  signals: table(anything),
  objectives: table(anything).exactOptional(),
});

/** What is wrong with a service, its signals and objectives aside. */
export const serviceFaults = (row: unknown): readonly FormFault[] => faultsOf(row, service);

const quietFieldsOf = (names: readonly string[]) => ({
  reason: text,
  owner: oneOf(teams),
  environments: listOf(oneOf(names)),
  from: z.custom<Moment>((value) => typeof value === "string", { error: "a moment, such as 2026-03-14T22:00+01:00" }),
  until: z.custom<Moment>((value) => typeof value === "string", { error: "a moment, such as 2026-03-14T23:30+01:00" }),
  silencesP0: z.literal(true, { error: "true, or left out" }).exactOptional(),
});

const quietOfServices = (names: readonly string[]) =>
  shape({ ...quietFieldsOf(names), services: listOf(text) }) satisfies z.ZodType<Quiet>;
const quietOfSignals = (names: readonly string[]) =>
  shape({ ...quietFieldsOf(names), signals: listOf(text) }) satisfies z.ZodType<Quiet>;

/** @param names the environments that there are */
export const quietFaults = (row: unknown, names: readonly string[]): readonly FormFault[] =>
  faultsOf(row, isRecord(row) && "signals" in row ? quietOfSignals(names) : quietOfServices(names));

const needs = {
  who: text,
  declares: listOf(
    z.custom<ResourceKey>((value) => typeof value === "string" && /^[^:]*:[^:]*:.* /.test(value), {
      error: "a resource as the plan lists it, such as vercel:index/traceDrain:TraceDrain datadog",
    }),
  ),
  byHand: text.exactOptional(),
};
const sometimes = { ...needs, declares: needs.declares.exactOptional() };
const here = oneOf(["here"]);
const senders = oneOf(["built-in", ...ourCode, ...ourPlumbing]);

const builtIn = shape({ ...sometimes, by: oneOf(["built-in"]), status: here }) satisfies z.ZodType<Emitter>;
const written = shape({ ...sometimes, by: oneOf(ourCode), where: text, status: here }) satisfies z.ZodType<Emitter>;
const run = shape({ ...needs, by: oneOf(ourPlumbing), where: text, status: here }) satisfies z.ZodType<Emitter>;
const later = shape({
  ...sometimes,
  by: oneOf([...ourCode, ...ourPlumbing]),
  where: text,
  status: oneOf(["later"]),
}) satisfies z.ZodType<Emitter>;
const unknownSender = z.looseObject({ by: senders, who: text, status: oneOf(["here", "later"]) });

const formOfEmitter = (row: unknown): z.ZodType => {
  if (!isRecord(row) || !("by" in row) || !senders.safeParse(row["by"]).success) return unknownSender;
  if (row["by"] === "built-in") return builtIn;
  if ("status" in row && row["status"] === "later") return later;
  return ourCode.some((by) => by === row["by"]) ? written : run;
};

export const emitterFaults = (row: unknown): readonly FormFault[] => faultsOf(row, formOfEmitter(row));

const catalogue = shape({
  services: table(anything),
  emission: table(anything),
  quiet: table(anything).exactOptional(),
});

/** What is wrong with the catalogue itself, its rows aside. */
export const catalogueFaults = (rows: unknown): readonly FormFault[] => faultsOf(rows, catalogue);
