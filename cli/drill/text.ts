import { stringify } from "safe-stable-stringify";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { Priority } from "../../monitors/model/priority";
import type { Channel } from "../../monitors/model/route";
import type { Receiver } from "./requests";
import type { Sent } from "./send";
import { TOKEN, type Walk } from "./walk";

/** What a drill would send or has sent, and to whom; JSON prints it as it is. No key is in it. */
export interface DrillReport {
  readonly environment: EnvironmentName;
  readonly level: string;
  readonly priority: Priority;
  readonly event: "trigger" | "resolve";
  /** The route of the priority, which is what is drilled. */
  readonly told: readonly { readonly after: string; readonly who: string; readonly channels: readonly Channel[] }[];
  readonly notDrilled: readonly Channel[];
  /** PagerDuty's `dedup_key`. */
  readonly key: string;
  readonly requests: readonly {
    readonly to: Receiver;
    readonly at: string;
    readonly key: string;
    readonly body: object;
  }[];
  /** Rungs that the drill climbs by itself; 0 where PagerDuty climbs, or nobody does. */
  readonly rungs: number;
  /** Absent where nothing was sent. */
  readonly sent?: readonly Sent[];
  /** Absent where nothing was walked. */
  readonly walk?: Walk;
}

export const toDrillText = (report: DrillReport): string =>
  [
    `${report.event === "trigger" ? "drill" : "end of a drill"} of ${report.level} (${report.environment}), ${report.priority}`,
    ...report.told.map(({ after, who, channels }) => `  ${after.padEnd(5)}${who}: ${channels.join(", ")}`),
    ...(report.sent === undefined ? dryLines(report) : report.sent.map(sentLine)),
    ...(report.walk === undefined ? [] : walkLines(report.walk)),
    ...(report.notDrilled.length === 0
      ? []
      : [`not drilled: ${report.notDrilled.join(", ")}, which the vendors send themselves`]),
    ...endLines(report),
    "",
  ].join("\n");

const dryLines = ({ requests, rungs }: DrillReport): readonly string[] => [
  ...requests.flatMap(({ to, at, key, body }) => [
    `would send to ${to}, ${at}, with ${key}:`,
    ...stringify(body, null, 2)
      .split("\n")
      .map((line) => `  ${line}`),
  ]),
  ...(rungs === 0
    ? []
    : [
        `would then raise the incident's urgency, escalate it rung by rung to ${rungs}, and resolve it, with <${TOKEN}>`,
      ]),
];

const walkLines = ({ rungs, said, status }: Walk): readonly string[] => [
  ...rungs.map(({ rung, schedules, assigned }) => `  rung ${rung}: ${schedules.join(", ")} → ${assigned.join(", ")}`),
  `ladder: ${said}${status === undefined ? "" : ` (${status})`}`,
];

const sentLine = ({ to, at, status, said }: Sent): string =>
  `${to}, ${at}: ${said}${status === undefined ? "" : ` (${status})`}`;

/** A drill stays open, for somebody is to take it; who has seen enough ends it. */
const endLines = ({ sent, walk, event, level, environment, key }: DrillReport): readonly string[] => {
  const open = event === "trigger" && sent?.some(({ to, accepted }) => to === "PagerDuty" && accepted) === true;
  if (!open || walk?.accepted === true) return [];
  const [measure, name] = [level.slice(0, level.lastIndexOf(".")), level.slice(level.lastIndexOf(".") + 1)];
  const flags = `--environment ${environment}${name === "critical" ? "" : ` --level ${name}`}`;
  return [`open until it is resolved: npm run drill -- ${measure} ${flags} --resolve ${key}`];
};
