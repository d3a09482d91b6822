import { assertNever } from "../model/assert-never";
import { kindRow } from "../model/signal-kind";
import type { DatadogSource } from "../model/sources/datadog";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { comparedCondition, isComparable, seriesOf } from "./comparison";
import type { DatadogDeclaration } from "./declaration";
import { logCounts, metricName, rumCounts, rumEvents, spanCounts, spanDurations } from "./generated-metric";
import { heartbeatCondition } from "./heartbeat";
import { renderMonitor, type Condition } from "./monitor";
import {
  countCondition,
  distributionCondition,
  gaugeCondition,
  logCondition,
  outcomesCondition,
  ratioCondition,
  rumCondition,
} from "./query";
import { renderSecurityRule } from "./security";
import { renderSuppressed, renderSuppressor } from "./suppression";
import { renderSynthetics, type SyntheticsSource } from "./synthetics";

type Ask = (level: PlannedLevel) => Condition;
type AskSooner = (level: PlannedLevel) => Condition | undefined;

const neverSooner: AskSooner = () => undefined;

/** The monitors and tests of one measure, one for each level, and the metrics that they read. */
export const render = (watch: Watch<DatadogSource>, context: RenderContext): readonly DatadogDeclaration[] => {
  const { signal, measure, source, role } = watch;
  const monitors = (condition: Ask, sooner: AskSooner = neverSooner): readonly DatadogDeclaration[] => [
    ...measure.levels.flatMap((level) => renderLevel(watch, level, [condition(level), sooner(level)], context)),
    ...renderSuppressor(watch, condition, context),
  ];
  const { share, sooner } = sharesOf(measure, context);
  if (kindRow(measure.kind).comparedWith !== undefined && isComparable(source)) {
    const series = seriesOf(measure, source, context);
    return [...series.made, ...monitors((level) => comparedCondition(measure, level, series))];
  }
  switch (source.type) {
    case "rum":
      return monitors(({ threshold }) => rumCondition(measure, threshold, source, context));
    case "rum count":
      return [
        rumEvents(measure, source, context),
        ...monitors(({ threshold }) => countCondition(measure, threshold, metricName(context, measure))),
      ];
    case "rum ratio":
      return [...rumCounts(measure, source, context), ...monitors(share, sooner)];
    case "spans":
      return measure.kind === "latency"
        ? [
            spanDurations(measure, source, context),
            ...monitors(({ threshold }) => distributionCondition(measure, threshold, metricName(context, measure))),
          ]
        : [...spanCounts(measure, source, context), ...monitors(share, sooner)];
    case "logs":
      return monitors(({ threshold }) => logCondition(measure, threshold, source, context.environment.name));
    case "log ratio":
      return [...logCounts(measure, source, context), ...monitors(share, sooner)];
    case "log outcomes":
      return monitors(({ threshold }) => outcomesCondition(measure, threshold, source, context.environment.name));
    case "metric":
      return monitors(({ threshold }) => gaugeCondition(measure, threshold, source, context.environment.name));
    case "trail":
      return measure.levels.map((level) => renderSecurityRule({ signal, measure, source, role }, level, context));
    case "http":
    case "dns":
    case "certificate":
      return renderTests({ signal, measure, source, role }, watch, context);
    case "heartbeat":
      return monitors((level) => heartbeatCondition(level, source, context));
    default:
      return assertNever(source);
  }
};

/** A share over the row's window, and over the level's shorter one. */
const sharesOf = (measure: PlannedMeasure, context: RenderContext) => {
  const [bad, whole] = [metricName(context, measure, "bad"), metricName(context, measure, "all")];
  return {
    share: ({ threshold }: PlannedLevel): Condition => ratioCondition(measure, threshold, bad, whole),
    sooner: ({ threshold, sooner }: PlannedLevel): Condition | undefined =>
      sooner === undefined ? undefined : ratioCondition({ ...measure, ...sooner }, threshold, bad, whole),
  };
};

/** A monitor; or, where others keep it quiet or it has two windows, its conditions and the composite that tells. */
const renderLevel = (
  watch: Watch<DatadogSource>,
  level: PlannedLevel,
  [condition, sooner]: readonly [Condition, Condition | undefined],
  context: RenderContext,
): readonly DatadogDeclaration[] => {
  const { suppressors = [] } = watch;
  return suppressors.length === 0 && sooner === undefined
    ? [renderMonitor(watch, level, condition, context)]
    : renderSuppressed(watch, level, { condition, sooner }, suppressors, context);
};

/** A test for each level, and what others need to be kept quiet by it. */
const renderTests = (
  test: Watch<SyntheticsSource>,
  watch: Watch<DatadogSource>,
  context: RenderContext,
): readonly DatadogDeclaration[] => [
  ...test.measure.levels.map((level) => renderSynthetics(test, level, context)),
  ...renderSuppressor(watch, undefined, context),
];
