import { formatQuantity, inCanonicalUnit, inDays, isDuration } from "../../monitors/model/quantity";
import { kindRow } from "../../monitors/model/signal-kind";
import { judgeThreshold, wordPercent, wordThreshold } from "../review/verdict";
import type { Verdict } from "../review/change";
import { boundOf, type Declared, type Existing } from "./watcher";

/** One thing in which what exists is not what the catalogue declares. */
export interface Difference {
  readonly what: string;
  /** As it is now. */
  readonly there: string;
  /** As the catalogue has it, and `pulumi up` would make it. */
  readonly here: string;
  /** What taking the catalogue's would do to the alert, where that can be said. */
  readonly verdict?: Verdict;
}

export const compareWatchers = (existing: Existing, declared: Declared): readonly Difference[] =>
  [
    compareThreshold(existing, declared),
    compareWarning(existing, declared),
    text("query", existing.subject ?? "not read", declared.subject ?? "made by the engine"),
    existing.subject === undefined || isSameBound(existing, declared)
      ? undefined
      : text("comparison", existing.comparison, declared.comparison),
    existing.subject === undefined ? undefined : text("window", existing.window, declared.window),
    text("missing data", existing.missingData, declared.missingData),
    text("priority", existing.priority ?? "none", declared.priority ?? "none"),
    existing.unit === undefined ? undefined : text("unit", existing.unit, declared.unit ?? "none"),
    text("state", existing.state, declared.state),
    ...compareTiming(existing, declared),
    ...compareTold(existing, declared),
    existing.accountId === undefined ? undefined : text("account", existing.accountId, declared.accountId ?? ""),
    existing.region === undefined ? undefined : text("region", existing.region, declared.region ?? ""),
  ].filter((difference) => difference !== undefined);

const text = (what: string, there: string, here: string): Difference | undefined =>
  there === here ? undefined : { what, there, here };

const compareTiming = (existing: Existing, declared: Declared): readonly (Difference | undefined)[] =>
  [...new Set([...Object.keys(existing.timing), ...Object.keys(declared.timing)])].map((what) =>
    text(what, existing.timing[what] ?? "none", declared.timing[what] ?? "none"),
  );

/** Of things counted `>= 5` fires as `> 4` does. */
const isSameBound = (existing: Existing, declared: Declared): boolean =>
  existing.threshold !== undefined &&
  declared.threshold !== undefined &&
  boundOf(existing, existing.threshold) === boundOf(declared, declared.threshold);

const compareThreshold = (existing: Existing, declared: Declared): Difference | undefined => {
  const { threshold: there } = existing;
  const { threshold: here, level } = declared;
  if (there === undefined || here === undefined || there === here || isSameBound(existing, declared)) return undefined;
  const words = wordsOf(declared);
  const breach = level?.level.breach ?? "above";
  return {
    what: "threshold",
    there: words(there),
    here: [words(here), wordPercent(there, here)].filter((part) => part !== "").join(", "),
    verdict: breach === "event" ? "unknown" : judgeThreshold(breach === "below" ? "below" : "above", there, here),
  };
};

/** A monitor of theirs may hold two numbers; of ours each has one, and the other level is a monitor of its own. */
const compareWarning = ({ warning }: Existing, declared: Declared): Difference | undefined => {
  if (warning === undefined || declared.level?.level.level === "warning") return undefined;
  const at = declared.level?.measure.levels.find(({ level }) => level === "warning")?.threshold.at;
  return {
    what: "its warning",
    there: wordsOf(declared)(warning),
    here: at === undefined ? "none" : `${formatQuantity(at)}, a monitor of its own`,
    verdict: at === undefined ? "looser" : "unknown",
  };
};

/** In the unit of the row where the vendor's number is that by a factor: nanoseconds are, a health check's 1 is not. */
const wordsOf = ({ level, threshold }: Declared): ((value: number) => string) => {
  const at = level?.level.threshold.at;
  if (level === undefined || at === undefined || threshold === undefined) return String;
  const { unit } = kindRow(level.measure.kind);
  const value = unit === "days" && isDuration(at) ? inDays(at) : inCanonicalUnit(at);
  const factor = factors.find((each) => value * each === threshold);
  return factor === undefined ? String : (number) => wordThreshold({ value: number / factor, unit });
};

/** Nanoseconds in a millisecond. */
const factors = [1, 1e6];

/** Who hears: Datadog's rules go by tags, CloudWatch's alarms name topics. Tags of somebody's own stay out. */
const compareTold = (existing: Existing, declared: Declared): readonly (Difference | undefined)[] => {
  const lacking = declared.told.filter((each) => !existing.told.includes(each));
  if (existing.vendor === "cloudwatch")
    return [text("actions", list(existing.told.toSorted()), list(declared.told.toSorted()))];
  const keys = new Set(lacking.map(keyOf));
  const instead = existing.told.filter((tag) => keys.has(keyOf(tag)));
  return [
    lacking.length === 0 ? undefined : { what: "tags", there: list(instead), here: list(lacking) },
    existing.handles.length === 0
      ? undefined
      : { what: "handles", there: list(existing.handles), here: "none: notification rules route by tags" },
  ];
};

const keyOf = (tag: string): string => tag.split(":")[0] ?? tag;

const list = (words: readonly string[]): string => (words.length === 0 ? "none" : words.join(", "));
