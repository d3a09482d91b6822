// From its parts: the whole client is nine thousand files of types and most of a second to load.
import { logger } from "@datadog/datadog-api-client/dist/logger";
import {
  createConfiguration,
  ServerConfiguration,
} from "@datadog/datadog-api-client/dist/packages/datadog-api-client-common";
import { MetricsApi } from "@datadog/datadog-api-client/dist/packages/datadog-api-client-v1/apis/MetricsApi";
import { SeriesFault } from "../series/fault";
import { patientFetch, type Progress } from "./http";
import type { Question } from "./question";
import { VendorFault, wordsOf, type Samples, type Source } from "./source";

type Asked = Extract<Question, { vendor: "datadog" }>;

export interface DatadogAccess {
  readonly apiKey: string;
  readonly appKey: string;
  /** `datadoghq.eu` */
  readonly site: string;
  /** A server that speaks its API. */
  readonly endpoint?: string;
}

/** Metrics are kept for 15 months: https://docs.datadoghq.com/data_security/data_retention_periods/. That their minutes are is not established. */
const KEEPS = 450 * 86_400;

/**
 * Query timeseries points, which the permission `timeseries_query` allows:
 * https://docs.datadoghq.com/api/latest/metrics/query-timeseries-points/. One series has 1,500 points at most, and a day 1,440 minutes:
 * https://docs.datadoghq.com/dashboards/functions/rollup/
 */
export const datadogSource = (access: DatadogAccess, progress: Progress): Source<Asked> => {
  silence(logger);
  const configuration = createConfiguration({
    authMethods: { apiKeyAuth: access.apiKey, appKeyAuth: access.appKey },
    fetch: patientFetch(progress),
    ...(access.endpoint === undefined ? {} : { baseServer: new ServerConfiguration(access.endpoint, {}) }),
  });
  if (access.endpoint === undefined) configuration.setServerVariables({ site: access.site });
  const api = new MetricsApi(configuration);
  return {
    keeps: KEEPS,
    ask: async ({ query }, from, to) => {
      try {
        const { status, error, series } = await api.queryMetrics({ from, to, query });
        if (status !== "ok")
          throw new SeriesFault(`Datadog: ${wordsOf(error ?? "no answer", secretsOf(access))}: ${query}`);
        return largestOf(
          (series ?? []).map(({ pointlist }) => pointlist ?? []),
          from,
          to,
        );
      } catch (error) {
        throw error instanceof SeriesFault ? error : faultOf(error, access, query);
      }
    },
  };
};

/** The client would print each error with its stack. Of its log's type it says nothing. */
const silence = (log: unknown): void => {
  if (typeof log === "object" && log !== null && "setLevel" in log && typeof log.setLevel === "function")
    Reflect.apply(log.setLevel, log, ["silent"]);
};

const secretsOf = ({ apiKey, appKey }: DatadogAccess): readonly string[] => [apiKey, appKey];

const faultOf = (error: unknown, access: DatadogAccess, query: string): SeriesFault => {
  const code = codeOf(error);
  if (code === 401 || code === 403)
    return new VendorFault(
      `Datadog refuses the keys (${code}); DD_APP_KEY needs the permission timeseries_query, and DD_SITE must be theirs (${access.site})`,
    );
  if (code === undefined) return new VendorFault(`Datadog cannot be reached: ${wordsOf(error, secretsOf(access))}`);
  if (code === 429) return new VendorFault("Datadog still answers 429, too many requests; go on later");
  return new SeriesFault(`Datadog answers ${code}: ${query}`);
};

const codeOf = (error: unknown): number | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "number"
    ? error.code
    : undefined;

/** Of each minute the largest group, as a monitor of groups fires for the worst. */
const largestOf = (groups: readonly (readonly (readonly [number, number])[])[], from: number, to: number): Samples => {
  const found = new Map<number, number>();
  for (const [time, value] of groups.flat()) {
    const at = time / 1_000;
    // A minute without a point stands there as null, whatever the client's types say.
    if (!Number.isFinite(value) || at < from || at >= to) continue;
    found.set(at, Math.max(found.get(at) ?? Number.NEGATIVE_INFINITY, value));
  }
  return [...found].toSorted(([a], [b]) => a - b);
};
