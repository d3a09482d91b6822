import type { Diagnostic } from "./diagnostic";
import { tooLong } from "./limits";
import type { MonitoringPlan, PlannedMeasure, PlannedObjective, PlannedSignal } from "./plan";
import { reporter } from "./report";
import { refuseText, refuseUnseen } from "./vendor-text";
import type { Refusal } from "./refusal";

/** What no text of a row may hold, drafts' included: its prose reaches vendors word for word. */
export const checkProse = (plan: MonitoringPlan): readonly Diagnostic[] => [
  ...checkServices(plan),
  ...plan.signals.flatMap((signal) => [
    ...textFaults(signal, plan),
    ...firstActionFaults(signal, signal.measures, plan),
    ...signal.measures.flatMap((measure) =>
      sourcesOf(measure).flatMap(([field, source]) =>
        textsIn(source, field).flatMap(([path, text]) =>
          reported(refuseUnseen(path, text), signal, plan, measure.name),
        ),
      ),
    ),
  ]),
  ...plan.objectives.flatMap((objective) => [
    ...textFaults(objective, plan),
    ...firstActionFaults(objective, [objective], plan),
    ...reported(refuseText("good", objective.good), objective, plan),
    ...objective.switchedOff.flatMap(({ tier, reason }) =>
      reported(refuseText("off", reason), objective, plan, `${objective.id}.${tier}`),
    ),
    ...textsIn(objective.source, "source").flatMap(([path, text]) =>
      reported(refuseUnseen(path, text), objective, plan),
    ),
  ]),
];

type Row = PlannedSignal | PlannedObjective;

const textFaults = (row: Row, plan: MonitoringPlan): readonly Diagnostic[] =>
  reported([...refuseText("title", row.title), ...refuseText("impact", row.impact), ...refusePath(row)], row, plan);

/** About twenty words: what is read in five seconds, by somebody who was just woken. */
const LONGEST_FIRST_ACTION = 120;

/** Measures share their signal's, which is said once. */
const firstActionFaults = (
  row: Row,
  having: readonly { readonly firstAction: string }[],
  plan: MonitoringPlan,
): readonly Diagnostic[] =>
  [...new Set(having.map(({ firstAction }) => firstAction))].flatMap((text) =>
    reported(
      [
        ...refuseText("firstAction", text),
        ...tooLong("firstAction", text, LONGEST_FIRST_ACTION, "what is read at night in five seconds", "shorten it"),
      ],
      row,
      plan,
    ),
  );

const reported = (
  refusals: readonly Refusal[],
  row: Row,
  plan: MonitoringPlan,
  name: string = row.id,
): readonly Diagnostic[] => refusals.map((refusal) => reporter(plan, row)({ name, ...refusal }));

/** Two services share no title's fault: it is said once, though every row of the service has it. */
const checkServices = ({ environment, signals, objectives }: MonitoringPlan): readonly Diagnostic[] =>
  [...new Map([...signals, ...objectives].map(({ service, serviceTitle }) => [service, serviceTitle]))].flatMap(
    ([service, title]) =>
      refuseText("title", title).map(({ remedy, ...refusal }) => ({
        severity: "error",
        where: `${service} (${environment})`,
        ...refusal,
        remedy: `${remedy} in monitors/catalogue/${service}.ts`,
      })),
  );

/** It ends every message as part of an address, and Slack's links end at `|` and `>`. */
const PATH = /^[a-z0-9]+(-[a-z0-9]+)*(\/[a-z0-9]+(-[a-z0-9]+)*)*\.md$/;

const refusePath = ({ runbook }: Pick<Row, "runbook">): readonly Refusal[] =>
  PATH.test(runbook)
    ? []
    : [
        {
          what: `runbook is ${JSON.stringify(runbook)}`,
          rule: "a runbook's path is small letters, digits and dashes: api/response-time.md",
          remedy: "rename the page",
        },
      ];

const sourcesOf = ({ source, backstop }: PlannedMeasure): readonly (readonly [string, unknown])[] =>
  backstop === undefined
    ? [["source", source]]
    : [
        ["source", source],
        ["backstop", backstop],
      ];

/** Every text below a value, with the way to it. */
const textsIn = (value: unknown, path: string): readonly (readonly [path: string, text: string])[] => {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsIn(item, `${path}.${key}`));
};
