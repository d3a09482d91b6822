import { z } from "zod";
import { SOONER_KIND } from "../../model/level";
import { missingDataDecisions } from "../../model/missing-data";
import { priorities } from "../../model/priority";
import { kindRow, seasonalities, sides, signalKinds, type SignalKind } from "../../model/signal-kind";
import { source } from "./sources";
import { anything, oneOf, quantity, rowOf, shape, text } from "./words";

/** What `model/signal.ts` and `model/level.ts` say of a measure to the compiler, from the same row of the kind table. */

const duration = quantity("duration");
const traffic = quantity("count");
const priority = oneOf(priorities);
const sooner = shape({ window: duration, minimumTraffic: traffic }).exactOptional();

const levelOf = (kind: SignalKind) => {
  const { dimension, breach } = kindRow(kind);
  if (dimension === "none") return shape({ event: text, priority });
  return shape({
    at: quantity(dimension, `the kind is ${kind}`),
    priority,
    ...(breach === "chosen" ? { side: oneOf(sides).exactOptional() } : {}),
    ...(kind === SOONER_KIND ? { sooner } : {}),
  });
};

const statisticOf = (kind: SignalKind) => {
  const { statistics, statistic } = kindRow(kind);
  if (statistics.length === 0) return {};
  const known = oneOf(statistics);
  return { statistic: statistic === "optional" ? known.exactOptional() : known };
};

const trafficOf = (kind: SignalKind) =>
  ({
    required: { minimumTraffic: traffic },
    optional: { minimumTraffic: traffic.exactOptional() },
    none: {},
  })[kindRow(kind).traffic];

const comparisonOf = (kind: SignalKind) => {
  const { comparedWith } = kindRow(kind);
  if (comparedWith === undefined) return {};
  return comparedWith === "usual" ? { seasonality: oneOf(seasonalities) } : { against: duration };
};

const kindlessFields = {
  missingData: oneOf(missingDataDecisions),
  source,
  backstop: source.exactOptional(),
};

const fieldsOf = (kind: SignalKind) => {
  const { judgedOver, breach } = kindRow(kind);
  const level = levelOf(kind).exactOptional();
  return {
    ...kindlessFields,
    kind: z.literal(kind),
    warning: level,
    critical: level,
    ...(judgedOver === "threshold" ? {} : { window: duration.exactOptional() }),
    ...statisticOf(kind),
    ...trafficOf(kind),
    ...(breach === "chosen" ? { side: oneOf(sides) } : {}),
    ...comparisonOf(kind),
  };
};

/** Of a row whose kind nobody knows the keys are looked at that every kind has, or none. */
const kindless = (fields: z.core.$ZodShape, given: unknown) => {
  const names = Object.keys(signalKinds)
    .filter(isKind)
    .flatMap((kind) => Object.keys(fieldsOf(kind)));
  const any = Object.fromEntries([...names, "measures"].map((name) => [name, anything.optional()]));
  return shape({ ...any, ...fields, ...(given === undefined ? {} : kindlessFields), kind: rowOf(signalKinds) });
};

const hasLevel = (row: unknown): boolean =>
  typeof row !== "object" || row === null || "warning" in row || "critical" in row;

/** The form of each kind, made when it is first wanted, beside fields that have nothing to do with the kind. */
export const measureForms = (fields: z.core.$ZodShape): ((row: unknown) => z.ZodType) => {
  const made = new Map<unknown, z.ZodType>();
  const make = (kind: unknown): z.ZodType => {
    if (!isKind(kind)) return kindless(fields, kind);
    return shape({ ...fields, ...fieldsOf(kind) }, `of the kind ${kind}`).refine(hasLevel, {
      error: "there, or a warning is: a row that can never alert is no signal",
      path: ["critical"],
      when: () => true,
    });
  };
  return (row) => {
    const kind = typeof row === "object" && row !== null && "kind" in row ? row.kind : undefined;
    const form = made.get(kind) ?? make(kind);
    if (isKind(kind)) made.set(kind, form);
    return form;
  };
};

const isKind = (kind: unknown): kind is SignalKind => typeof kind === "string" && Object.hasOwn(signalKinds, kind);
