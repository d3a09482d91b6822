import type { Change } from "./change";
import type { PlanData, QuietData } from "../plan/data";

/** Maintenance and mutes: what is told to nobody for a time, on purpose. */
export const compareQuiets = (was: PlanData["quiet"], is: PlanData["quiet"]): readonly Change[] => {
  const [before, after] = [byKey(was), byKey(is)];
  return [
    ...was.filter(({ key }) => !after.has(key)).map((quiet) => change("tighter", quiet, "is no longer kept quiet")),
    ...is.flatMap((quiet): readonly Change[] => {
      const old = before.get(quiet.key);
      return old === undefined
        ? [
            change(
              "looser",
              quiet,
              `is quiet from ${quiet.from} until ${quiet.until}: ${quiet.reason} (${quiet.owner})`,
            ),
          ]
        : compareQuiet(old, quiet);
    }),
  ];
};

const byKey = (quiets: readonly QuietData[]): ReadonlyMap<string, QuietData> =>
  new Map(quiets.map((quiet) => [quiet.key, quiet]));

const MOST_NAMED = 3;

interface Kept {
  readonly key: string;
  readonly signals: readonly string[];
}

const change = (kind: Change["kind"], { key, signals }: Kept, what: string): Change => ({
  kind,
  where: `quiet ${key}`,
  subject: `quiet ${key}`,
  what: `${signals.slice(0, MOST_NAMED).join(", ")}${signals.length > MOST_NAMED ? ` and ${signals.length - MOST_NAMED} others` : ""} ${what}`,
});

/** A span that reaches beyond the old one on either side keeps quiet what was told. */
const compareQuiet = (old: QuietData, recent: QuietData): readonly Change[] => {
  const [more, fewer] = [without(recent.signals, old.signals), without(old.signals, recent.signals)];
  const longer = recent.from < old.from || recent.until > old.until;
  return [
    ...(recent.from === old.from && recent.until === old.until
      ? []
      : [
          change(
            longer ? "looser" : "tighter",
            recent,
            `is quiet from ${recent.from} until ${recent.until}, and was from ${old.from} until ${old.until}`,
          ),
        ]),
    ...(more.length === 0 ? [] : [change("looser", { ...recent, signals: more }, "is kept quiet with the others")]),
    ...(fewer.length === 0
      ? []
      : [change("tighter", { ...recent, signals: fewer }, "is no longer kept quiet with the others")]),
  ];
};

const without = (some: readonly string[], others: readonly string[]): readonly string[] =>
  some.filter((each) => !others.includes(each));
