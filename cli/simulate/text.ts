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
const wordsOf = ({ to, level, vendor, role }: Happening, before: readonly Happening[]): string => {
  const own = before.filter((each) => each.level === level && each.vendor === vendor && each.role === role);
  const [last, earlier] = [own.at(-1)?.to, own.at(-2)?.to];
  return to === "ok" && last === "no_data" && earlier !== "alert" ? "has data again" : words[to];
};

export const toSimulationText = ({ signal, measure, span, happenings, levels }: Simulation, paint: Paint): string =>
  [
    paint.title(`${nameOf({ signal, measure })}, ${clock(span.from)} to ${clock(span.to)} UTC`),
    "",
    ...[...new Set(levels.flatMap(({ noDataOf }) => noDataOf))].map(
      (name) => `no samples of ${name}: what reads it is not judged`,
    ),
    ...happenings.flatMap((each, index) => [
      `${clock(each.at)}  ${colour(each, paint)}  ${each.priority} ${wordsOf(each, happenings.slice(0, index))}${each.role === "backstop" ? ` at its backstop, ${each.vendor}` : ""}`,
      ...each.told.flatMap(({ at, who, channels }) =>
        wrap(`${clock(at).slice(11)}  ${channels.join(", ")}: ${who}`, WIDTH - 18)
          .split("\n")
          .map((line) => `                  ${line}`),
      ),
    ]),
    ...(happenings.length === 0 && levels.some(({ noDataOf }) => noDataOf.length === 0) ? ["Nothing fires."] : []),
    "",
    ...levels.map(
      (summary) =>
        `${summary.level} (${summary.priority}, ${summary.vendor}${summary.role === "backstop" ? ", backstop" : ""}): ${wordSummary(summary)}`,
    ),
    "",
  ].join("\n");

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
  if (days > 0) return `${String(days)} d${hours > 0 ? ` ${String(hours)} h` : ""}`;
  const rest = seconds % 60;
  return [
    ...(hours > 0 ? [`${String(hours)} h`] : []),
    ...(minutes > 0 ? [`${String(minutes)} min`] : []),
    ...(rest > 0 || seconds === 0 ? [`${String(rest)} s`] : []),
  ].join(" ");
};

const times = (many: number): string => (many === 1 ? "once" : `${String(many)} times`);

const colour = (happening: Happening, paint: Paint): string => paint[gravityOf(happening)](happening.level);
