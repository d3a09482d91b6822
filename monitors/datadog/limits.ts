import { inCanonicalUnit, inDays, inMinutes, inSeconds } from "../model/quantity";
import { withArticle } from "../model/list-words";
import { kindRow, signalKinds, type SignalKind } from "../model/signal-kind";
import { rumAttributes, type DatadogSource } from "../model/sources/datadog";
import { refuseSilence } from "../plan/heartbeat";
import { refuseUnit, tooLong } from "../plan/limits";
import { referencesIn, targetOf, textOf } from "../plan/following";
import type { PlannedMeasure } from "../plan/plan";
import { refuseSooner } from "../plan/sooner";
import type { Watch } from "../plan/watch";
import type { Refusal } from "../plan/refusal";
import { refuseComparison } from "./comparison-limits";
import type {
  DatadogDeclaration,
  MonitorDeclaration,
  ObjectiveDeclaration,
  SyntheticsDeclaration,
} from "./declaration";
import { checkMissingData, isSynthetic, refuseMissingData } from "./missing-data";
import { refuseNamed } from "./named";
import { refuseSearch } from "./search-limits";
import { keptAlive } from "./security";

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
  heartbeat: ["heartbeat"],
  trail: ["event"],
};

export const accepts = (watch: Watch<DatadogSource>): Refusal | undefined =>
  refuseKind(watch) ??
  refuseSearch(watch) ??
  refuseAttribute(watch) ??
  refuseStatistic(watch) ??
  refuseMissingData(watch) ??
  refuseTraffic(watch) ??
  refuseNone(watch) ??
  refuseSooner(watch.measure, kindsOf[watch.source.type].includes("error_ratio")) ??
  refuseShorter(watch) ??
  refuseWindow(watch) ??
  refuseComparison(watch) ??
  (watch.source.type === "heartbeat" ? refuseSilence(watch.measure) : undefined) ??
  refuseInterval(watch);

const refuseKind = ({ measure: { kind }, source }: Watch<DatadogSource>): Refusal | undefined =>
  kindsOf[source.type].includes(kind)
    ? undefined
    : {
        what: `a ${source.type} source of Datadog cannot measure the kind ${kind}`,
        rule: `${source.type} measures ${kindsOf[source.type].join(" or ")}; ${kind} is ${signalKinds[kind].means}`,
        remedy: "change the kind, or the source",
      };

const refuseAttribute = ({ measure: { kind }, source }: Watch<DatadogSource>): Refusal | undefined => {
  if (source.type === "logs" && (kind === "outlier_client") !== (source.by !== undefined))
    return {
      what:
        source.by === undefined ? "nothing tells one client from another" : `${withArticle(kind)} of each ${source.by}`,
      rule: `an outlier_client is counted by a facet, ${withArticle(kind)} is not`,
      remedy: `set by in the source for an outlier_client, and leave it out for ${withArticle(kind)}`,
    };
  // Whatever the unit of the data, a comparison is of deviations or of percent.
  if (kindRow(kind).comparedWith !== undefined) return undefined;
  if (source.type === "rum") {
    const { facet, unit } = rumAttributes[source.attribute];
    return refuseUnit(kind, unit, facet);
  }
  return source.type === "metric" ? refuseUnit(kind, source.unit, source.metric) : undefined;
};

/** A gauge has no distribution to take a percentile of. */
const refuseStatistic = ({ measure: { statistic }, source }: Watch<DatadogSource>): Refusal | undefined =>
  source.type === "metric" && statistic?.startsWith("p") === true
    ? {
        what: `${statistic} of the gauge ${source.metric}`,
        rule: "Datadog takes percentiles of distributions only",
        remedy: 'choose statistic: "max" or "mean"',
      }
    : undefined;

/** Not established: whether `percentile()` takes arithmetic. A guard that may not hold is none. */
const refuseTraffic = ({ measure, source }: Watch<DatadogSource>): Refusal | undefined =>
  measure.minimumTraffic !== undefined && !kindsOf["rum ratio"].includes(measure.kind)
    ? {
        what: `a minimum of traffic on ${withArticle(measure.kind)} from ${source.type}`,
        rule: "Datadog's guard multiplies a share by is_greater; for other kinds none is documented",
        remedy: "leave minimumTraffic out",
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
  if (isSynthetic(source)) return undefined;
  if (source.type === "trail") return refuseKeptAlive(measure);
  const compared = kindRow(measure.kind).comparedWith !== undefined;
  const events = !compared && ["rum", "logs", "log outcomes", "heartbeat"].includes(source.type);
  // Windows are spelt in whole minutes: last_90s is refused by the API.
  const broken = !Number.isInteger(inMinutes(measure.window));
  const tooLongWindow = inDays(measure.window) > (events ? 2 : 31);
  return broken || tooLongWindow
    ? {
        what: `a window of ${inMinutes(measure.window)} min`,
        rule: `Datadog takes whole minutes, from 1 to ${events ? "2 days for events" : "1 month for metrics"}`,
        remedy: "change the window",
      }
    : undefined;
};

/** The shorter window is one of Datadog's like any other. */
const refuseShorter = ({ measure, ...watch }: Watch<DatadogSource>): Refusal | undefined =>
  measure.levels
    .flatMap(({ sooner }) => sooner ?? [])
    .map(({ window }) => refuseWindow({ ...watch, measure: { ...measure, window } }))
    .find((refusal) => refusal !== undefined);

/** A signal stays open for the window after the last record, and Datadog takes a few spans for that. */
const refuseKeptAlive = ({ window }: PlannedMeasure): Refusal | undefined =>
  keptAlive.includes(inSeconds(window))
    ? undefined
    : {
        what: `a signal that stays open for ${inSeconds(window)} s`,
        rule: `keep_alive is one of ${keptAlive.join(", ")} s (Datadog, security rules)`,
        remedy: "change the window",
      };

/** https://docs.datadoghq.com/api/latest/synthetics/: tick_every 30 s to 7 days. */
const refuseInterval = ({ source }: Watch<DatadogSource>): Refusal | undefined => {
  if (!("every" in source)) return undefined;
  const every = inSeconds(source.every);
  return every < 30 || every > 604_800
    ? {
        what: `a test every ${every} s`,
        rule: "Datadog runs a test every 30 s to every 7 days",
        remedy: "change every",
      }
    : undefined;
};

export const check = (declaration: DatadogDeclaration): readonly Refusal[] => [
  // Of what evaluates a row the routing proof says so.
  ...(declaration.watches === undefined && declaration.burns === undefined ? refuseNamed(declaration) : []),
  ...checkLimits(declaration),
];

const checkLimits = (declaration: DatadogDeclaration): readonly Refusal[] => {
  if (evaluates(declaration))
    return [
      ...checkTags(declaration),
      ...checkFailure(declaration),
      ...checkParts(declaration),
      ...checkMissingData(declaration),
    ];
  if (declaration.type === "datadog:index/serviceLevelObjective:ServiceLevelObjective") return checkTarget(declaration);
  return [...checkName(declaration), ...checkRecipients(declaration)];
};

const evaluates = (declaration: DatadogDeclaration): declaration is MonitorDeclaration | SyntheticsDeclaration =>
  declaration.type === "datadog:index/monitor:Monitor" ||
  declaration.type === "datadog:index/syntheticsTest:SyntheticsTest";

/** https://docs.datadoghq.com/monitors/types/composite/: up to 10 individual monitors. */
const checkParts = ({ args }: MonitorDeclaration | SyntheticsDeclaration): readonly Refusal[] => {
  const parts = "query" in args ? new Set(referencesIn(args.query).map(targetOf)).size : 0;
  return parts > LIMITS.parts
    ? [
        {
          what: `the composite has ${parts} parts`,
          rule: `a composite monitor has at most ${LIMITS.parts}`,
          remedy: "let fewer signals keep it quiet",
        },
      ]
    : [];
};

/** https://docs.datadoghq.com/service_level_objectives/metric/: "Up to three decimal places are allowed". */
const checkTarget = ({ args }: ObjectiveDeclaration): readonly Refusal[] => {
  const target = textOf(args.targetThreshold);
  const decimals = target.split(".")[1]?.length ?? 0;
  return decimals > LIMITS.targetDecimals
    ? [
        {
          what: `the target ${target} % has ${decimals} decimal places`,
          rule: `Datadog takes at most ${LIMITS.targetDecimals} of a metric-based objective`,
          remedy: "round the target",
        },
      ]
    : [];
};

const checkName = ({ args }: DatadogDeclaration): readonly Refusal[] =>
  "name" in args ? tooLong("the name", args.name, LIMITS.metricName, "Datadog's metric names", "shorten the keys") : [];

/** https://docs.datadoghq.com/monitors/notify/notification_rules/: 50 recipients a rule. */
const checkRecipients = ({ args }: DatadogDeclaration): readonly Refusal[] => {
  const recipients = "recipients" in args ? (args.recipients ?? []).length : 0;
  return recipients > LIMITS.recipients
    ? [
        {
          what: `the rule has ${recipients} recipients`,
          rule: `a notification rule has at most ${LIMITS.recipients}`,
          remedy: "tell fewer channels in policies/routing.ts",
        },
      ]
    : [];
};

/** https://docs.datadoghq.com/getting_started/tagging/ (200 characters a tag), /metrics/custom_metrics/ (200 a name). */
const LIMITS = {
  tag: 200,
  metricName: 200,
  minFailureSeconds: 7_200,
  recipients: 50,
  parts: 10,
  targetDecimals: 3,
} as const;

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
          what: `the test must fail for ${failing} s`,
          rule: "min_failure_duration is at most 7200 s",
          remedy: "shorten the threshold or window",
        },
      ]
    : [];
};
