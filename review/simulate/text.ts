import wrap from "wrap-ansi";
import type { Paint } from "../paint";
import type { Happening, Simulation } from "./simulate";

const WIDTH = 100;

/** `2026-11-23 12:03` in UTC. */
export const clock = (at: number): string => new Date(at * 1_000).toISOString().slice(0, 16).replace("T", " ");

const words: Readonly<Record<Happening["to"], string>> = { alert: "fires", ok: "is over", no_data: "has no data" };

export const toSimulationText = (
  { signal, measure, span, happenings, levels, unmatched }: Simulation,
  paint: Paint,
): string =>
  [
    paint.title(`${signal}${measure === "main" ? "" : `.${measure}`}, ${clock(span.from)} to ${clock(span.to)} UTC`),
    "",
    ...unmatched.map((name) => `no column "${name}": what reads it saw no data`),
    ...happenings.flatMap((each) => [
      `${clock(each.at)}  ${colour(each, paint)}  ${each.priority} ${words[each.to]}${each.role === "backstop" ? ` at its backstop, ${each.vendor}` : ""}`,
      ...each.told.flatMap(({ at, who, channels }) =>
        wrap(`${clock(at).slice(11)}  ${channels.join(", ")}: ${who}`, WIDTH - 18)
          .split("\n")
          .map((line) => `                  ${line}`),
      ),
    ]),
    ...(happenings.length === 0 ? ["Nothing fires."] : []),
    "",
    ...levels.map(
      ({ level, priority, vendor, role, fired, flapped, retold = 0, seconds: lasted }) =>
        `${level} (${priority}, ${vendor}${role === "backstop" ? ", backstop" : ""}): fired ${times(fired)}${fired === 0 ? "" : `, ${lasting(lasted)} in all`}${flapped === 0 ? "" : `; again within an hour of its end ${times(flapped)}`}${retold === 0 ? "" : `; told again ${times(retold)} while it lasted`}`,
    ),
    "",
  ].join("\n");

/** `1 h 4 min`, `30 s` */
const lasting = (seconds: number): string => {
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
  if (hours === 0 && minutes === 0) return `${String(seconds)} s`;
  return [...(hours > 0 ? [`${String(hours)} h`] : []), ...(minutes > 0 ? [`${String(minutes)} min`] : [])].join(" ");
};

const times = (many: number): string => (many === 0 ? "never" : many === 1 ? "once" : `${String(many)} times`);

const colour = ({ level }: Happening, paint: Paint): string =>
  level === "critical" ? paint.critical(level) : paint.warning(level);
