import wrap from "wrap-ansi";
import type { LevelName } from "../../monitors/model/level";
import type { Paint } from "../shared/paint";
import type { Happening, LevelSummary, Simulation } from "./simulate";

const WIDTH = 100;

/** `2026-11-23 12:03` in UTC. */
export const clock = (at: number): string => new Date(at * 1_000).toISOString().slice(0, 16).replace("T", " ");

/** An objective is known by its id alone. */
export const nameOf = ({ signal, measure }: Pick<Simulation, "signal" | "measure">): string =>
  measure === "main" || measure === "burn_rate" ? signal : `${signal}.${measure}`;

/** Of a tier by what it opens: what is only read (P3) is as a warning is. */
export const gravityOf = ({ level, priority }: Pick<Happening, "level" | "priority">): LevelName => {
  if (level === "warning" || level === "critical") return level;
  return priority === "P3" ? "warning" : "critical";
};

const words: Readonly<Record<Happening["to"], string>> = { alert: "fires", ok: "is over", no_data: "has no data" };

/** What never fired is not over when its data is back. */
const wordsOf = ({ to }: Happening, [last, earlier]: readonly Happening["to"][]): string =>
  to === "ok" && last === "no_data" && earlier !== "alert" ? "has data again" : words[to];

/** Each level's last two states, the newest first, before each happening in turn. */
const remembering = (): ((happening: Happening) => readonly Happening["to"][]) => {
  const states = new Map<string, readonly Happening["to"][]>();
  return ({ level, vendor, role, to }) => {
    const key = `${level} ${vendor} ${role}`;
    const before = states.get(key) ?? [];
    states.set(key, [to, ...before.slice(0, 1)]);
    return before;
  };
};

/** As many lines as are read; --all prints the others. */
const MOST_LINES = 100;

export const toSimulationText = (
  { signal, measure, span, happenings, levels }: Simulation,
  paint: Paint,
  all = false,
): string =>
  [
    paint.title(`${nameOf({ signal, measure })}, ${clock(span.from)} to ${clock(span.to)} UTC`),
    "",
    ...[...new Set(levels.flatMap(({ noDataOf }) => noDataOf))].map(
      (name) => `no samples of ${name}: what reads it is not judged`,
    ),
    ...levels.map(
      (summary) =>
        `${summary.level} (${summary.priority}, ${summary.vendor}${summary.role === "backstop" ? ", backstop" : ""}): ${wordSummary(summary)}`,
    ),
    "",
    ...happeningLines(happenings, paint, all ? Number.POSITIVE_INFINITY : MOST_LINES),
    ...(happenings.length === 0 && levels.some(({ noDataOf }) => noDataOf.length === 0) ? ["Nothing fires."] : []),
    "",
  ].join("\n");

/** Whole happenings, the first of them at least. */
const happeningLines = (happenings: readonly Happening[], paint: Paint, most: number): readonly string[] => {
  const [before, lines]: [ReturnType<typeof remembering>, string[]] = [remembering(), []];
  const wrapped = wrappingOnce();
  for (const [index, each] of happenings.entries()) {
    const backstop = each.role === "backstop" ? ` at its backstop, ${each.vendor}` : "";
    const own = [
      `${clock(each.at)}  ${colour(each, paint)}  ${each.priority} ${wordsOf(each, before(each))}${backstop}`,
      ...each.told.flatMap(({ at, who, channels }) => wrapped(clock(at).slice(11), `${channels.join(", ")}: ${who}`)),
    ];
    if (index > 0 && lines.length + own.length > most) return [...lines, ...moreLines(happenings.slice(index))];
    for (const line of own) lines.push(line);
  }
  return lines;
};

const moreLines = (left: readonly Happening[]): readonly string[] => [
  "",
  `… and ${left.length.toLocaleString("en")} more ${left.length === 1 ? "change" : "changes"} until ${clock(left.at(-1)?.at ?? 0)}: --all prints every one, --from and --to a part`,
];

/** The same people are told of each firing, at another time of day. */
const wrappingOnce = (): ((time: string, words: string) => readonly string[]) => {
  const known = new Map<string, readonly string[]>();
  return (time, words) => {
    const lines = known.get(words) ?? wrap(`${TIME}  ${words}`, WIDTH - 18).split("\n");
    known.set(words, lines);
    return lines.map((line, index) => `                  ${index === 0 ? `${time}${line.slice(TIME.length)}` : line}`);
  };
};

/** As long as every other. */
const TIME = "00:00";

const wordSummary = ({ noDataOf, fired, seconds, flapped, retold = 0 }: LevelSummary): string => {
  if (noDataOf.length > 0) return "not judged, for there is no data of it";
  if (fired === 0) return "never fired";
  const again = flapped === 0 ? "" : `; again within an hour of its end ${times(flapped)}`;
  const told = retold === 0 ? "" : `; told again ${times(retold)} while it lasted`;
  return `fired ${times(fired)}, ${lasting(seconds)} in all${again}${told}`;
};

/** `3 d 2 h`, `1 h 4 min`, `59 min 30 s`: of an hour and more to the nearest minute. */
export const lasting = (exact: number): string => {
  const seconds = exact < 3_600 ? Math.round(exact) : Math.round(exact / 60) * 60;
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3_600)];
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return `${days} d${hours > 0 ? ` ${hours} h` : ""}`;
  const rest = seconds % 60;
  return [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(rest > 0 || seconds === 0 ? [`${rest} s`] : []),
  ].join(" ");
};

const times = (many: number): string => (many === 1 ? "once" : `${many} times`);

const colour = (happening: Happening, paint: Paint): string => paint[gravityOf(happening)](happening.level);
