import { randomInt } from "node:crypto";
import type { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-http";
import type { ResourceMetrics } from "@opentelemetry/sdk-metrics";
import { serverMetrics, type ServiceName } from "../../monitors/model/sources/server";
import { LONGEST_SEND } from "./longest-send";
import type { Reading } from "./meter";
import type { ResourceSettings } from "./settings";

export interface MetricsOptions extends Pick<ResourceSettings, "environment" | "site" | "apiKey"> {
  readonly service: ServiceName;
  /** @default Datadog's intake for Vercel's functions */
  readonly endpoint?: string | undefined;
}

/**
 * Datadog's OTLP intake for managed platforms, of which Vercel is one; the general one supposes a host.
 * @see https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/managed_platforms/
 */
const intakeOf = (site: string): string => `https://vercel.integrations.otlp.${site}/v1/metrics`;

/**
 * Of two points of one metric with the same tags and the same second Datadog keeps the last, and functions run by the dozen; so each
 * takes one of these numbers. An id of its own for each would be a metric of its own on Datadog's bill.
 * @see https://docs.datadoghq.com/opentelemetry/setup/otlp_ingest/metrics/ ("Missing datapoints")
 */
export const SLOTS = 32;

/** `env` and `service` are what the monitors ask for: an attribute of a point is a tag of the same name (opentelemetry-mapping-go). */
export const pointAttributes = { environment: "env", service: "service", slot: "instance_slot" } as const;

/** Sends a reading, and ends when the intake has answered. */
export type SendReading = (reading: Reading, signal: AbortSignal) => Promise<void>;

export const startMetrics = (options: MetricsOptions): SendReading => {
  const attributes = {
    [pointAttributes.environment]: options.environment,
    [pointAttributes.service]: options.service,
    [pointAttributes.slot]: String(randomInt(SLOTS)),
  };
  let pipeline: Promise<Pipeline> | undefined;
  return async (reading, signal) => {
    // Loaded after the first answer, so that no function starts later for it.
    pipeline ??= openPipeline(options);
    const { record, collect, exporter, hangUp } = await pipeline;
    signal.addEventListener("abort", hangUp, { once: true });
    for (const [key, value] of [
      ["memory", reading.memory],
      ["cpu", reading.cpu],
    ] as const)
      record(key, value, attributes);
    await exported(exporter, await collect());
    signal.removeEventListener("abort", hangUp);
  };
};

interface Pipeline {
  readonly record: (
    key: keyof typeof serverMetrics,
    value: number,
    attributes: Readonly<Record<string, string>>,
  ) => void;
  readonly collect: () => Promise<ResourceMetrics>;
  readonly exporter: OTLPMetricExporter;
  /** Ends what is under way: a collector that answers a byte at a time would hold its connection for ever. */
  readonly hangUp: () => void;
}

const openPipeline = async ({
  site,
  apiKey,
  service,
  endpoint = intakeOf(site),
}: MetricsOptions): Promise<Pipeline> => {
  const [
    { OTLPMetricExporter, AggregationTemporalityPreference },
    { MeterProvider, MetricReader },
    { resourceFromAttributes },
  ] = await Promise.all([
    import("@opentelemetry/exporter-metrics-otlp-http"),
    import("@opentelemetry/sdk-metrics"),
    import("@opentelemetry/resources"),
  ]);
  const { Agent } = await (endpoint.startsWith("http:") ? import("node:http") : import("node:https"));
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const exporter = new OTLPMetricExporter({
    url: endpoint,
    headers: { "dd-api-key": apiKey },
    // The intake refuses anything else; a gauge is the same in both.
    temporalityPreference: AggregationTemporalityPreference.DELTA,
    timeoutMillis: LONGEST_SEND,
    httpAgentOptions: () => agent,
  });
  /** The SDK's own reader exports by a timer, which a frozen function does not have, and keeps failures to itself. */
  class ReaderOnDemand extends MetricReader {
    protected override onForceFlush = () => Promise.resolve();
    protected override onShutdown = () => Promise.resolve();
  }
  const reader = new ReaderOnDemand({
    aggregationTemporalitySelector: (kind) => exporter.selectAggregationTemporality(kind),
  });
  const meter = new MeterProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    readers: [reader],
  }).getMeter("driplo");
  const gauges = {
    memory: meter.createGauge(serverMetrics.memory.metric, { unit: "%" }),
    cpu: meter.createGauge(serverMetrics.cpu.metric, { unit: "%" }),
  };
  return {
    record: (key, value, attributes) => {
      gauges[key].record(value, attributes);
    },
    collect: async () => (await reader.collect()).resourceMetrics,
    exporter,
    hangUp: () => {
      agent.destroy();
    },
  };
};

/** A failure always comes with its error (otlp-exporter-base, otlp-export-delegate). */
const exported = (exporter: OTLPMetricExporter, metrics: ResourceMetrics): Promise<void> =>
  new Promise((resolve, reject) => {
    exporter.export(metrics, ({ error }) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
