import type { Breach, Side } from "../../model/signal-kind";
import { WEEK_SECONDS, WEEKS, type Judging } from "../../plan/usual";
import { CLOCK } from "../ends";
import { writeUsual } from "../usual-sql";

/** What a rule's SQL makes of rows (`sql.ts`), read back from its text: an evaluator is handed what is declared, and no plan. */
export interface SqlQuestion {
  readonly gives: Counted;
  /** Seconds. */
  readonly window: number;
  readonly made: Made;
}

/** What the file of the number counts within a span. */
export type Counted =
  | { readonly of: "share"; readonly least: number; readonly leastBad: number; readonly good: boolean }
  /** `eventsAreAmount`: it counts events; elsewhere it adds up what they come to. */
  | { readonly of: "amount"; readonly eventsAreAmount: boolean }
  /** Seconds before the span's end that are not expected to have come yet. */
  | { readonly of: "silence"; readonly least: number; readonly notYet: number }
  /** How it stands at the moment, whatever the span. */
  | { readonly of: "state" };

/** What the answer is made of. */
export type Made =
  | { readonly of: "itself"; readonly otherwise: number }
  | { readonly of: "usual"; readonly back: Back; readonly side: Side; readonly judging: Judging }
  | { readonly of: "earlier"; readonly back: Back; readonly side: Side; readonly least: number };

/** Earlier spans: so many, each so many seconds before the next by that clock. */
export interface Back {
  readonly times: number;
  readonly step: number;
  readonly clock: string;
}

/** @returns undefined of any other text than `sql.ts` writes: what another revision calculates in another way is not judged by ours */
export const readSql = (text: string): SqlQuestion | undefined =>
  text.startsWith(RECURSIVE) ? readUsual(text) : readSpans(text);

const RECURSIVE = "with recursive ";

/** What is read is written again, and is the text itself, or nothing is known of it. */
const readUsual = (text: string): SqlQuestion | undefined => {
  const found = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const [window, distance] = [found(/\* interval '(\d+) seconds' as start/), found(/ then (\S+) end as value,$/m)];
  const file = /\n {2}from span cross join lateral \(\n(.*?)\n {2}\) as counted/s.exec(text)?.[1];
  const breach = distances[distance ?? ""];
  if (window === undefined || breach === undefined || breach === "event" || file === undefined) return undefined;
  const isShare = text.includes("then part::float8 end as value");
  const judging: Judging = {
    gives: isShare ? "share" : "amount",
    least: Number(found(/greatest\(present\.events, usual\.events\) >= (\d+)/)),
    deviations: Number(found(/select ([\d.]+)::float8 as deviations/)),
    tellsOfFall: !/^ {2}true as enough$/m.test(text),
  };
  const isWorth = text.includes("squares::float8 as squares");
  const leastBad = Number(found(/ and part >= (\d+) then/) ?? 0);
  const again = writeUsual({ judging, isWorth, leastBad, window: Number(window), breach, file });
  if (again !== text) return undefined;
  const back = { times: WEEKS.most, step: WEEK_SECONDS, clock: CLOCK };
  return {
    gives: isShare
      ? { of: "share", least: judging.least, leastBad, good: breach !== "above" }
      : { of: "amount", eventsAreAmount: !isWorth },
    window: Number(window),
    made: { of: "usual", back, side: breach, judging },
  };
};

const distances: Readonly<Record<string, Breach | undefined>> = {
  fallen: "below",
  "-fallen": "above",
  "abs(fallen)": "both",
};

const readSpans = (text: string): SqlQuestion | undefined => {
  const [, spans, columns, file, judgement] = PARTS.exec(text.replaceAll(/\s+/g, " ")) ?? [];
  if (spans === undefined || columns === undefined || file === undefined || judgement === undefined) return undefined;
  const window = /interval '(\d+) seconds' as start/.exec(spans)?.[1];
  const made = madeOf(judgement, spans);
  const gives = made === undefined ? undefined : countedBy(columns, file, made);
  return made === undefined || gives === undefined || window === undefined
    ? undefined
    : { gives, made, window: Number(window) };
};

const PARTS =
  /^with span as \( (.*) \), number as \( select span\.\*, (.*) from span cross join lateral \( (.*) \) as counted \) ?(.*)$/;

/** Text with `<name>` for a whole number, `<side:then>` for how far the present is from what was then, and `‹ ›` around what may be left out. */
const formOf = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      .replaceAll(/<(\w+)(?::(\w+))?>/g, (_, name: string, then?: string) =>
        then === undefined ? String.raw`(?<${name}>\d+)` : distanceFrom(then),
      )
      .replaceAll("‹", "(?:")
      .replaceAll("›", ")?")}$`,
  );

const distanceFrom = (then: string): string => {
  const [was, is] = [String.raw`${then}\.value`, String.raw`present\.value`];
  return String.raw`(?:(?<both>abs\(${was} - ${is}\))|(?<below>\(${was} - ${is}\))|(?<above>\(${is} - ${was}\)))`;
};

const ITSELF = formOf(
  "select now() as time, coalesce(value, <otherwise>)::float8 as value from number‹ where since is not null›",
);

const EARLIER = formOf(
  "select now() as time, coalesce( 100.0 * <side:earlier> / nullif(earlier.value, 0), 0)::float8 as value " +
    "from number as present left join number as earlier on earlier.ago = 1 and earlier.since <= earlier.start " +
    "and earlier.events >= <least> where present.ago = 0‹ and present.since is not null›",
);

const madeOf = (judgement: string, spans: string): Made | undefined => {
  const itself = ITSELF.exec(judgement)?.groups;
  if (itself !== undefined) return { of: "itself", otherwise: Number(itself["otherwise"]) };
  const back = backIn(spans);
  const earlier = EARLIER.exec(judgement)?.groups;
  if (earlier !== undefined && back !== undefined)
    return { of: "earlier", back, side: sideOf(earlier), least: Number(earlier["least"]) };
  return undefined;
};

const sideOf = ({ both, below }: Readonly<Record<string, string | undefined>>): Side => {
  if (both !== undefined) return "both";
  return below === undefined ? "above" : "below";
};

const backIn = (spans: string): Back | undefined => {
  const [, clock, step, times] =
    /now\(\) at time zone '([\w/]+)' - ago \* interval '(\d+) seconds'.* generate_series\(0, (\d+)\)/.exec(spans) ?? [];
  return clock === undefined ? undefined : { clock, step: Number(step), times: Number(times) };
};

const countedBy = (columns: string, file: string, made: Made): Counted | undefined => {
  const [, whole, bad] =
    /^case when whole >= (\d+)(?: and part >= (\d+))? then 100\.0 \* part \/ whole end as value, whole as events, since$/.exec(
      columns,
    ) ?? [];
  if (whole !== undefined) return { of: "share", least: Number(whole), leastBad: Number(bad ?? 0), good: isGood(made) };
  const [, expected] =
    /^case when happened = 0 and expected >= (\d+) then expected end as value(?:, since)?$/.exec(columns) ?? [];
  if (expected !== undefined) {
    const [, minutes = "0"] = /span\.until - interval '(\d+) minutes'/.exec(file) ?? [];
    return { of: "silence", least: Number(expected), notYet: 60 * Number(minutes) };
  }
  if (columns !== "amount as value, events, since") return undefined;
  // What lies before the span, however long before, is how it stands.
  if (!file.includes(">= span.start")) return { of: "state" };
  const [, amount, events] = /select (.*?) as amount, (.*?) as events,/.exec(file) ?? [];
  return { of: "amount", eventsAreAmount: amount !== undefined && amount === events };
};

/** A share that is bad when it is low is one of good events; so is one that is held against its usual from both sides. */
const isGood = (made: Made): boolean => (made.of === "itself" ? made.otherwise > 0 : made.side !== "above");
