import type { Environment } from "../model/environment";
import type { Emission } from "../model/emission";
import { compareQuantities, formatQuantity, isMeaningful, isZero, type Dimension } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import { withArticle } from "../model/list-words";
import { checkObjective } from "./check-objective";
import { checkSuppression } from "./check-suppression";
import { checkProse } from "./check-prose";
import type { Diagnostic } from "./diagnostic";
import { checkTraffic } from "./check-traffic";
import { checkEmitted, checkRunbookExists, checkTexts, reporter, type Report } from "./report";
import type { MonitoringPlan, PlannedLevel, PlannedMeasure, PlannedSignal } from "./plan";
import { workingOn } from "./working-on";

/** What is wrong with the rows themselves, whatever the vendor. Each check collects; none stops another. */
export const checkPlan = (
  plan: MonitoringPlan,
  emission: Emission,
  { runbooks }: Pick<Environment, "runbooks">,
): readonly Diagnostic[] => [
  ...plan.signals.flatMap((signal) => workingOn(signal.id, () => checkSignal(plan, signal, emission, runbooks))),
  ...checkSuppression(plan),
  ...checkProse(plan),
  ...plan.objectives.flatMap((objective) =>
    workingOn(objective.id, () => checkObjective(plan, objective, emission, runbooks)),
  ),
];

const checkSignal = (
  plan: MonitoringPlan,
  signal: PlannedSignal,
  emission: Emission,
  runbooks: Environment["runbooks"],
): readonly Diagnostic[] => {
  const report = reporter(plan, signal);
  return [
    ...checkId(signal, report),
    ...checkTexts(signal, ["title", "impact"], report),
    ...signal.measures.flatMap((measure) => checkTexts(measure, ["firstAction"], report)),
    ...checkRunbookExists(signal, runbooks, report),
    ...signal.measures.flatMap((measure) => [
      ...checkWindow(measure, report),
      ...measure.levels.flatMap((level) => checkThreshold(measure, level, report)),
      ...measure.levels.flatMap((level) => checkSide(measure, level, report)),
      ...checkEarlier(measure, report),
      ...checkOrder(measure, report),
      ...checkBackstop(measure, report),
      ...checkHeartbeat(measure, report),
      ...checkTraffic(measure, report),
      ...checkEmitted(measure, emission, report),
    ]),
  ];
};

const ID = /^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/;

const MEASURE_KEY = /^[a-z][a-z0-9_]*$/;

const checkId = ({ id, measures }: PlannedSignal, report: Report): readonly Diagnostic[] => {
  const rule = "ids are small letters, digits and underscores";
  return [
    ...(ID.test(id) ? [] : [report({ what: `the id ${id} is not of the form service.key`, rule })]),
    ...measures
      .filter(({ key }) => !MEASURE_KEY.test(key))
      .map(({ key, name }) => report({ name, what: `the measure's key "${key}" cannot be part of an id`, rule })),
  ];
};

/** Who cannot see its own outage cannot see it twice either. */
const checkBackstop = ({ name, source, backstop }: PlannedMeasure, report: Report): readonly Diagnostic[] =>
  backstop?.vendor === source.vendor
    ? [
        report({
          name,
          what: `the backstop is of ${backstop.vendor}, as the source is`,
          rule: "a backstop is a second, independent vendor",
          remedy: "choose a source of another vendor for the backstop",
        }),
      ]
    : [];

/** Of a beat nothing is known but that it came. */
const checkHeartbeat = ({ name, kind, missingData }: PlannedMeasure, report: Report): readonly Diagnostic[] =>
  kind !== "heartbeat" || missingData === "breach"
    ? []
    : [
        report({
          name,
          what: `a heartbeat's missing data is ${missingData}`,
          rule: "that nothing is heard is what a heartbeat tells of",
          remedy: 'set missingData: "breach"',
        }),
      ];

const checkWindow = ({ name, window }: PlannedMeasure, report: Report): readonly Diagnostic[] =>
  isMeaningful(window) && !isZero(window)
    ? []
    : [report({ name, what: `the window is ${formatQuantity(window)}`, rule: "a window is a span above zero" })];

/** What is told of one side alone cannot have a level on the other. */
const checkSide = (
  { breach: side }: PlannedMeasure,
  { name, breach }: PlannedLevel,
  report: Report,
): readonly Diagnostic[] =>
  breach === side || side === "both"
    ? []
    : [
        report({
          name,
          what: `the level is told ${breach}, its row ${side}`,
          rule: "a level may narrow its row's side, and not leave it",
          remedy: `set the row's side to both, or leave the level's out`,
        }),
      ];

const checkEarlier = ({ name, window, against }: PlannedMeasure, report: Report): readonly Diagnostic[] =>
  against === undefined || (isMeaningful(against) && compareQuantities(against, window) >= 0)
    ? []
    : [
        report({
          name,
          what: `a window of ${formatQuantity(window)} is compared with ${formatQuantity(against)} earlier`,
          rule: "the earlier window ends before the present one begins",
          remedy: "compare with a time at least one window ago",
        }),
      ];

const checkThreshold = (
  { kind }: PlannedMeasure,
  { name, threshold }: PlannedLevel,
  report: Report,
): readonly Diagnostic[] => {
  if (threshold.at === undefined) return [];
  const { atMost, comparedWith } = kindRow(kind);
  const at = formatQuantity(threshold.at);
  if (!isMeaningful(threshold.at))
    return [report({ name, what: `the threshold is ${at}`, rule: "a threshold is a number of zero or more" })];
  if (comparedWith !== undefined && isZero(threshold.at))
    return [report({ name, what: `the threshold is ${at}`, rule: "nothing ever stands exactly where it was before" })];
  return atMost !== undefined && compareQuantities<Dimension>(threshold.at, atMost) > 0
    ? [
        report({
          name,
          what: `the threshold is ${at}`,
          rule: `${kind} is a share and cannot pass ${formatQuantity(atMost)}`,
        }),
      ]
    : [];
};

/** Critical must be at least as far on the bad side as warning, else it would tell first or never. */
const checkOrder = ({ kind, levels }: PlannedMeasure, report: Report): readonly Diagnostic[] => {
  const [warning, critical] = levels;
  if (warning?.threshold.at === undefined || critical?.threshold.at === undefined) return [];
  if (!isMeaningful(warning.threshold.at) || !isMeaningful(critical.threshold.at)) return [];
  const { breach } = kindRow(kind);
  const order = compareQuantities(critical.threshold.at, warning.threshold.at);
  if (breach === "below" ? order <= 0 : order >= 0) return [];
  const [good, bad] = breach === "below" ? ["above", "below"] : ["below", "above"];
  return [
    report({
      name: critical.name,
      what: `critical ${formatQuantity(critical.threshold.at)} is ${good} warning ${formatQuantity(warning.threshold.at)}`,
      rule: `${withArticle(kind)}'s critical level must be at or ${bad} its warning`,
    }),
  ];
};
