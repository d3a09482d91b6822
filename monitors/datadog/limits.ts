import { formatQuantity, inCanonicalUnit, inDays, inMinutes, inSeconds } from "../model/quantity";
import { kindRow, signalKinds, type SignalKind } from "../model/signal-kind";
import { rumAttributes, type DatadogSource } from "../model/sources/datadog";
import { refuseUnit, tooLong } from "../plan/limits";
import type { Refusal, Watch } from "../plan/vendor";
import { judgedOver } from "./comparison";
import type { DatadogDeclaration, MonitorDeclaration, SyntheticsDeclaration } from "./declaration";
import { parseSearch } from "./search";

/** What Datadog cannot evaluate, and the limits of its API, so that a pull request fails and not `pulumi up`. */

/** Which kinds a source can measure. */
const kindsOf: Readonly<Record<DatadogSource["type"], readonly SignalKind[]>> = {
  rum: ["latency", "layout_shift", "anomaly", "change"],
  "rum count": ["count", "anomaly", "change"],
  "rum ratio": ["error_ratio", "hit_ratio"],
  spans: ["latency", "error_ratio", "hit_ratio", "anomaly", "change"],
  metric: ["utilisation", "latency", "anomaly", "change"],
  logs: ["count", "outlier_client", "anomaly", "change"],
  "log ratio": ["error_ratio", "hit_ratio"],
  "log outcomes": ["all_failed"],
  http: ["outage", "latency"],
  dns: ["latency", "event"],
  certificate: ["time_left"],
};

const synthetic: ReadonlySet<DatadogSource["type"]> = new Set(["http", "dns", "certificate"]);

export const accepts = (watch: Watch<DatadogSource>): Refusal | undefined =>
  refuseKind(watch) ??
  refuseSearch(watch) ??
  refuseAttribute(watch) ??
  refuseStatistic(watch) ??
  refuseMissingData(watch) ??
  refuseTraffic(watch) ??
  refuseSide(watch) ??
  refuseNone(watch) ??
  refuseWindow(watch) ??
  refuseEarlier(watch) ??
  refuseInterval(watch);

const refuseKind = ({ measure: { kind }, source }: Watch<DatadogSource>): Refusal | undefined =>
  kindsOf[source.type].includes(kind)
    ? undefined
    : {
        what: `a ${source.type} source of Datadog cannot measure the kind ${kind}`,
        rule: `${source.type} measures ${kindsOf[source.type].join(" or ")}; ${kind} is ${signalKinds[kind].means}`,
        remedy: "change the kind, or the source",
      };

/** The searches of a source, by the field that each stands in. */
const searchesOf = (source: DatadogSource): readonly (readonly [string, string])[] => {
  switch (source.type) {
    case "rum":
    case "rum count":
      return [["filter", source.filter]];
    case "rum ratio":
      return [
        ["part", source.part.filter],
        ["whole", source.whole.filter],
      ];
    case "spans":
      return [
        ["filter", source.filter],
        ["bad", source.bad],
      ];
    case "logs":
      return [["search", source.search]];
    case "log ratio":
      return [
        ["part", source.part],
        ["whole", source.whole],
      ];
    case "log outcomes":
      return [
        ["failed", source.failed],
        ["succeeded", source.succeeded],
      ];
    default:
      return [];
  }
};

/** Of several the first that is wrong: an empty filter is none. */
const refuseSearch = ({ source }: Watch<DatadogSource>): Refusal | undefined =>
  searchesOf(source)
    .filter(([, text]) => text !== "")
    .map(([field, text]): Refusal | undefined => {
      const { fault, widens } = parseSearch(text);
      if (fault !== undefined)
        return {
          what: `${field} is no search: ${text}`,
          rule: `Datadog's search has terms, attributes, closed quotes and brackets, joined by AND, OR and -; it ends at ${fault}`,
          remedy: `mend ${field}`,
        };
      return widens
        ? {
            what: `${field} has an OR outside brackets: ${text}`,
            rule: "a search stands beside others, such as the environment's, and OR would let it match without them",
            remedy: `put ${field} into brackets`,
          }
        : undefined;
    })
    .find((refusal) => refusal !== undefined);

const refuseAttribute = ({ measure: { kind }, source }: Watch<DatadogSource>): Refusal | undefined => {
  if (source.type === "logs" && (kind === "outlier_client") !== (source.by !== undefined))
    return {
      what: source.by === undefined ? "nothing tells one client from another" : `a ${kind} of each ${source.by}`,
      rule: `an outlier_client is counted by a facet, a ${kind} is not`,
      remedy: `set by in the source for an outlier_client, and leave it out for a ${kind}`,
    };
  // Whatever the unit of the data, a comparison is of deviations or of percent.
  if (kindRow(kind).comparedWith !== undefined) return undefined;
  if (source.type === "rum") {
    const { facet, unit } = rumAttributes[source.attribute];
    return refuseUnit(kind, unit, facet);
  }
  return source.type === "metric" ? refuseUnit(kind, source.unit, source.metric) : undefined;
};

/** A gauge has no distribution to take a percentile of. What is compared needs a statistic of values, and has none of a count. */
const refuseStatistic = ({ measure: { kind, statistic }, source }: Watch<DatadogSource>): Refusal | undefined => {
  if (source.type === "metric" && statistic?.startsWith("p") === true)
    return {
      what: `${statistic} of the gauge ${source.metric}`,
      rule: "Datadog takes percentiles of distributions only",
      remedy: 'choose statistic: "max" or "mean"',
    };
  if (kindRow(kind).comparedWith === undefined || source.type === "spans") return undefined;
  const counts = source.type === "rum count" || source.type === "logs";
  return counts === (statistic === undefined)
    ? undefined
    : {
        what: statistic === undefined ? `no statistic of ${source.type}` : `${statistic} of a count`,
        rule: "values are compared by a statistic of them, events by their count",
        remedy: statistic === undefined ? "set statistic" : "leave statistic out",
      };
};

const refuseMissingData = ({ measure, source }: Watch<DatadogSource>): Refusal | undefined =>
  measure.missingData === "breach" && !synthetic.has(source.type)
    ? {
        what: "missingData is breach",
        rule: "a Datadog monitor cannot take missing data for a breach; it can tell of it, or not (monitor configuration, no data)",
        remedy: 'set missingData: "notify"',
      }
    : undefined;

/** Not established: whether `percentile()` takes arithmetic. A guard that may not hold is none. */
const refuseTraffic = ({ measure, source }: Watch<DatadogSource>): Refusal | undefined =>
  measure.minimumTraffic !== undefined && !kindsOf["rum ratio"].includes(measure.kind)
    ? {
        what: `a minimum of traffic on a ${measure.kind} from ${source.type}`,
        rule: "Datadog's guard multiplies a share by is_greater; for other kinds none is documented",
        remedy: "leave minimumTraffic out",
      }
    : undefined;

/** One comparison has one sign. A band has two sides, and takes `direction='both'`. */
const refuseSide = ({ measure: { kind, levels } }: Watch<DatadogSource>): Refusal | undefined =>
  kind === "change" && levels.some(({ breach }) => breach === "both")
    ? {
        what: "a change both ways",
        rule: "a Datadog change alert compares with one threshold, above it or below",
        remedy: "make two measures, one for each side",
      }
    : undefined;

/** At least none is always so. */
const refuseNone = ({ measure: { kind, levels } }: Watch<DatadogSource>): Refusal | undefined =>
  kind === "all_failed" && levels.some(({ threshold: { at } }) => at !== undefined && inCanonicalUnit(at) < 1)
    ? {
        what: "all failed, at least 0",
        rule: "where nothing was tried nothing has failed, and 0 failures are always there",
        remedy: "set the level to 1 or more",
      }
    : undefined;

/** https://docs.datadoghq.com/monitors/configuration/: one minute to one month of metrics, up to two days of events. */
const refuseWindow = ({ measure, source }: Watch<DatadogSource>): Refusal | undefined => {
  if (synthetic.has(source.type)) return undefined;
  const compared = kindRow(measure.kind).comparedWith !== undefined;
  const events = !compared && ["rum", "logs", "log outcomes"].includes(source.type);
  if (measure.kind === "anomaly" && !isJudgeable(inMinutes(judgedOver(measure))))
    return {
      what: `an anomaly over five windows of ${formatQuantity(measure.window)}`,
      rule: "Datadog judges an anomaly over 15 minutes to 2 weeks, and we over five windows",
      remedy: "set the window to 3 minutes to 2 days",
    };
  // Windows are spelt in whole minutes: last_90s is refused by the API.
  const broken = !Number.isInteger(inMinutes(measure.window));
  const tooLongWindow = inDays(measure.window) > (events ? 2 : 31);
  return broken || tooLongWindow
    ? {
        what: `a window of ${String(inMinutes(measure.window))} min`,
        rule: `Datadog takes whole minutes, from 1 to ${events ? "2 days for events" : "1 month for metrics"}`,
        remedy: "change the window",
      }
    : undefined;
};

/** https://docs.datadoghq.com/monitors/types/anomaly/ (trigger window: "between 15 minutes and 2 weeks"). */
const isJudgeable = (spanInMinutes: number): boolean => spanInMinutes >= 15 && spanInMinutes <= 20_160;

/** https://docs.datadoghq.com/monitors/types/change-alert/: shifted by minutes, hours, days, weeks, "at most one month". */
const refuseEarlier = ({ measure: { against } }: Watch<DatadogSource>): Refusal | undefined =>
  against === undefined || (Number.isInteger(inMinutes(against)) && inDays(against) <= 31)
    ? undefined
    : {
        what: `a comparison with ${formatQuantity(against)} earlier`,
        rule: "Datadog compares with whole minutes ago, at most a month",
        remedy: "change against",
      };

/** https://docs.datadoghq.com/api/latest/synthetics/: tick_every 30 s to 7 days. */
const refuseInterval = ({ source }: Watch<DatadogSource>): Refusal | undefined => {
  if (!("every" in source)) return undefined;
  const every = inSeconds(source.every);
  return every < 30 || every > 604_800
    ? {
        what: `a test every ${String(every)} s`,
        rule: "Datadog runs a test every 30 s to every 7 days",
        remedy: "change every",
      }
    : undefined;
};

export const check = (declaration: DatadogDeclaration): readonly Refusal[] => {
  if (evaluates(declaration)) return [...checkTags(declaration), ...checkFailure(declaration)];
  return [...checkName(declaration), ...checkRecipients(declaration)];
};

const evaluates = (declaration: DatadogDeclaration): declaration is MonitorDeclaration | SyntheticsDeclaration =>
  declaration.type === "datadog:index/monitor:Monitor" ||
  declaration.type === "datadog:index/syntheticsTest:SyntheticsTest";

const checkName = ({ args }: DatadogDeclaration): readonly Refusal[] =>
  "name" in args ? tooLong("the name", args.name, LIMITS.metricName, "Datadog's metric names", "shorten the keys") : [];

/** https://docs.datadoghq.com/monitors/notify/notification_rules/: 50 recipients a rule. */
const checkRecipients = ({ args }: DatadogDeclaration): readonly Refusal[] => {
  const recipients = "recipients" in args ? (args.recipients ?? []).length : 0;
  return recipients > LIMITS.recipients
    ? [
        {
          what: `the rule has ${String(recipients)} recipients`,
          rule: `a notification rule has at most ${String(LIMITS.recipients)}`,
          remedy: "tell fewer channels in policies/routing.ts",
        },
      ]
    : [];
};

/** https://docs.datadoghq.com/getting_started/tagging/ (200 characters a tag), /metrics/custom_metrics/ (200 a name). */
const LIMITS = { tag: 200, metricName: 200, minFailureSeconds: 7_200, recipients: 50 } as const;

const checkTags = ({ args }: MonitorDeclaration | SyntheticsDeclaration): readonly Refusal[] =>
  (args.tags ?? []).flatMap((tag) => tooLong("a tag", tag, LIMITS.tag, "Datadog's tags", "shorten the signal's key"));

/** `minFailureDuration` is at most two hours (Terraform's datadog_synthetics_test). */
const checkFailure = (declaration: MonitorDeclaration | SyntheticsDeclaration): readonly Refusal[] => {
  const options =
    declaration.type === "datadog:index/syntheticsTest:SyntheticsTest" ? declaration.args.optionsList : undefined;
  const failing = Number(options?.minFailureDuration ?? 0);
  return failing > LIMITS.minFailureSeconds
    ? [
        {
          what: `the test must fail for ${String(failing)} s`,
          rule: "min_failure_duration is at most 7200 s",
          remedy: "shorten the threshold or window",
        },
      ]
    : [];
};
