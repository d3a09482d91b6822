import { inCanonicalUnit, inDays, inSeconds, isDuration } from "../model/quantity";
import type { CertificateSource, DnsSource, HttpSource } from "../model/sources/datadog";
import type { PlannedLevel, PlannedMeasure } from "../plan/plan";
import type { RenderContext, Watch } from "../plan/watch";
import { wordTitle } from "../plan/wording";
import type { SyntheticsDeclaration } from "./declaration";
import { datadogPriority, renderMessage, routed, tagList } from "./monitor";

/**
 * Synthetic tests pass or fail and have no warning, so each level is a test of its own, and the level's number stands in its
 * assertion or in the time it must fail. A test brings its own monitor, which takes the test's tags and so its route; it has no
 * setting for missing data, so a row's decision is kept by the heartbeat of another vendor (A63) alone.
 */
export type SyntheticsSource = HttpSource | DnsSource | CertificateSource;

export const renderSynthetics = (
  watch: Watch<SyntheticsSource>,
  level: PlannedLevel,
  context: RenderContext,
): SyntheticsDeclaration => {
  const { signal, measure, source } = watch;
  const { environment } = context;
  return {
    vendor: "datadog",
    type: "datadog:index/syntheticsTest:SyntheticsTest",
    name: level.name,
    watches: { signal: signal.id, measure: measure.key, level: level.level },
    ...routed(signal, level, context),
    args: {
      name: wordTitle(environment.name, signal, measure, level),
      type: "api",
      status: "live",
      message: renderMessage(signal, measure, level, "its test fails", context),
      tags: tagList(context, signal, level),
      locations: source.from,
      ...requestOf(source, measure, level, context),
      optionsList: {
        tickEvery: inSeconds(source.every),
        minFailureDuration: failingFor(measure, level),
        minLocationFailed: source.from.length < LOCATIONS_TO_AGREE_OF ? 1 : LOCATIONS_TO_AGREE,
        // A lost packet is no outage: a location asks once more at once before it counts as failed.
        retry: { count: 1, interval: 300 },
        monitorName: wordTitle(environment.name, signal, measure, level),
        monitorPriority: Number(datadogPriority[level.priority]),
      },
    },
  };
};

/** With three or more places, two must agree: one provider's bad route wakes nobody. */
const LOCATIONS_TO_AGREE_OF = 3;
const LOCATIONS_TO_AGREE = 2;

/** An outage is a span of failing; a slow answer must stay slow for its window; a wrong one or an old certificate is at once. */
const failingFor = ({ kind, window }: PlannedMeasure, { threshold }: PlannedLevel): number => {
  if (kind === "outage" && threshold.at !== undefined && isDuration(threshold.at)) return inSeconds(threshold.at);
  return kind === "latency" ? inSeconds(window) : 0;
};

type Request = Pick<SyntheticsDeclaration["args"], "subtype" | "requestDefinition" | "assertions" | "apiSteps">;
type Assertion = NonNullable<Request["assertions"]>[number];

const requestOf = (
  source: SyntheticsSource,
  measure: PlannedMeasure,
  level: PlannedLevel,
  context: RenderContext,
): Request => {
  const { identities } = context.environment;
  switch (source.type) {
    case "http":
      return {
        subtype: "http",
        requestDefinition: { method: "GET", url: `https://${identities[source.host]}${source.path}`, timeout: 10 },
        assertions: [
          measure.kind === "latency" ? responseTime(level) : { type: "statusCode", operator: "is", target: "200" },
        ],
      };
    case "dns":
      return {
        subtype: "multi",
        apiSteps: source.names.map(({ host, answer }) => ({
          name: identities[host],
          subtype: "dns",
          requestDefinition: { host: identities[host] },
          assertions: [
            measure.kind === "latency"
              ? responseTime(level)
              : { type: "recordSome", operator: "contains", property: "CNAME", target: identities[answer] },
          ],
        })),
      };
    case "certificate":
      return {
        subtype: "multi",
        apiSteps: source.hosts.map((host) => ({
          name: identities[host],
          subtype: "ssl",
          requestDefinition: { host: identities[host], port: "443", checkCertificateRevocation: true },
          assertions: [{ type: "certificate", operator: "isInMoreThan", target: daysLeft(level) }],
        })),
      };
  }
};

/** Milliseconds. */
const responseTime = ({ threshold }: PlannedLevel): Assertion => ({
  type: "responseTime",
  operator: "lessThan",
  target: threshold.at === undefined ? "0" : String(inCanonicalUnit(threshold.at)),
});

const daysLeft = ({ threshold }: PlannedLevel): string =>
  threshold.at !== undefined && isDuration(threshold.at) ? String(inDays(threshold.at)) : "0";
