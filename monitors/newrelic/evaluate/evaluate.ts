import type { Evaluator, EvaluatorIn, Inputs, Series, Span, StateChange } from "../../plan/evaluate";
import { textOf } from "../../plan/following";
import { MINUTE, minutesIn } from "../../plan/window";
import type { ConditionDeclaration, NewRelicDeclaration } from "../declaration";
import { readQuery, type Query } from "./evaluate-query";

/**
 * How New Relic would judge series by a static condition. By `event_flow` a window is closed, and judged, by the first event that is later
 * than its end by the delay: where nothing comes any more, the last windows are never judged, and only the loss of the signal is seen.
 * @see https://docs.newrelic.com/docs/alerts/create-alert/fine-tune/streaming-alerts-key-terms-concepts/
 * @see https://docs.newrelic.com/docs/alerts/create-alert/create-alert-condition/create-nrql-alert-conditions/#signal-loss
 *
 * Not established: how a duration is counted over windows that slide. A value counts for its slide, so that five minutes of one-minute
 * slides are five values. An incident ends when none of the values of such a duration breaches; without a value (`fillOption` none)
 * neither is counted on.
 */
export const evaluatorIn: EvaluatorIn<NewRelicDeclaration> = () => (evaluating) => {
  if (evaluating.type !== "newrelic:index/nrqlAlertCondition:NrqlAlertCondition") return undefined;
  const query = readQuery(textOf(evaluating.args.nrql.query));
  const { critical, aggregationMethod } = evaluating.args;
  const known = critical !== undefined && textOf(aggregationMethod ?? "event_flow").toLowerCase() === "event_flow";
  return query === undefined || !known ? undefined : evaluatorOf(evaluating, query);
};

interface Rule {
  /** All in seconds. */
  readonly window: number;
  readonly slide: number;
  readonly delay: number;
  /** How many values in a row, or of how many one. */
  readonly values: number;
  readonly occurrences: "all" | "at_least_once";
  readonly above: number;
  readonly expires: number;
  /** What the loss of the signal makes of it; undefined where nothing. */
  readonly lost: StateChange["to"] | undefined;
  readonly fillsLast: boolean;
}

const ruleOf = ({ args }: ConditionDeclaration): Rule => {
  const window = Number(args.aggregationWindow ?? MINUTE);
  const slide = Number(args.slideBy ?? window);
  const { critical } = args;
  return {
    window,
    slide,
    delay: Number(args.aggregationDelay ?? 120),
    values: Math.max(1, Math.round(Number(critical?.thresholdDuration ?? slide) / slide)),
    occurrences:
      textOf(critical?.thresholdOccurrences ?? "all").toLowerCase() === "at_least_once" ? "at_least_once" : "all",
    above: Number(critical?.threshold),
    expires: Number(args.expirationDuration ?? Number.POSITIVE_INFINITY),
    lost: lostOf(args.openViolationOnExpiration === true, args.closeViolationsOnExpiration === true),
    fillsLast: textOf(args.fillOption ?? "").toLowerCase() === "last_value",
  };
};

/** Closed and opened anew it is no longer known; opened beside what stands it is as bad as before. */
const lostOf = (opens: boolean, closes: boolean): StateChange["to"] | undefined => {
  if (opens) return closes ? "no_data" : "alert";
  return closes ? "ok" : undefined;
};

const evaluatorOf = (condition: ConditionDeclaration, query: Query): Evaluator => {
  const rule = ruleOf(condition);
  return {
    inputs: query.inputs,
    every: rule.slide,
    delay: rule.delay,
    ...(query.isShare ? {} : { compares: rule.above }),
    run: (inputs, span) => changesIn(rule, query, inputs, span),
  };
};

const changesIn = (rule: Rule, query: Query, inputs: Inputs, span: Span): readonly StateChange[] => {
  const start = span.from - Math.ceil(rule.delay / rule.slide) * rule.slide;
  const minutes = minutesIn({ from: start, to: span.to });
  const values = query.over(inputs, rule.window, start, minutes);
  const seen = newestOf(query.inputs.map(({ name }) => inputs[name]));
  const counting = countingFor(rule);
  const found: StateChange[] = [];
  let [state, next]: [StateChange["to"], number] = ["ok", start];
  for (let at = span.from; at < span.to; at += MINUTE) {
    const newest = seen(at);
    let to: StateChange["to"] = state;
    for (; next + rule.delay <= newest; next += rule.slide)
      to = counting.judge(values[(next - start) / MINUTE] ?? Number.NaN, to);
    if (at - newest >= rule.expires && newest > Number.NEGATIVE_INFINITY) {
      to = rule.lost ?? to;
      counting.reset();
    }
    if (to !== state) found.push({ at, to });
    state = to;
  }
  return found;
};

/** Of all series, asked in rising order. */
const newestOf = (series: readonly (Series | undefined)[]): ((at: number) => number) => {
  const places = series.map(() => 0);
  let newest = Number.NEGATIVE_INFINITY;
  return (at) => {
    for (const [index, each] of series.entries()) {
      let place = places[index] ?? 0;
      for (; place < (each?.times.length ?? 0) && (each?.times[place] ?? at) <= at; place += 1)
        newest = Math.max(newest, each?.times[place] ?? newest);
      places[index] = place;
    }
    return newest;
  };
};

const countingFor = (rule: Rule) => {
  let recent: readonly boolean[] = [];
  let last = Number.NaN;
  return {
    reset: (): void => {
      recent = [];
      last = Number.NaN;
    },
    judge: (value: number, state: StateChange["to"]): StateChange["to"] => {
      const known = Number.isNaN(value) && rule.fillsLast ? last : value;
      if (Number.isNaN(known)) return state;
      last = known;
      recent = [...recent, known > rule.above].slice(-rule.values);
      const full = recent.length === rule.values;
      const breached = rule.occurrences === "all" ? full && recent.every(Boolean) : recent.some(Boolean);
      if (breached) return "alert";
      // The loss of a signal ends with the signal.
      return state === "no_data" || (full && !recent.some(Boolean)) ? "ok" : state;
    },
  };
};
