import { CloudWatchClient, paginateGetMetricData, type MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { SeriesFault } from "../series/fault";
import { boundedClient } from "./bounded-client";
import type { Question } from "./question";
import { NoKeys, VendorFault, wordsOf, type Samples, type Source } from "./source";

type Asked = Extract<Question, { vendor: "cloudwatch" }>;

/**
 * "Data points with a period of 60 seconds (1-minute) are available for 15 days":
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
const KEEPS = 15 * 86_400;

/** A day has 1,440 points, and an answer 100,800 at most (same page). The SDK itself waits when it is throttled. */
export const cloudWatchSource = (): Source<Asked> => {
  const clients = new Map<string, CloudWatchClient>();
  return {
    keeps: KEEPS,
    ask: async (question, from, to) => {
      const client =
        clients.get(question.region) ??
        boundedClient(new CloudWatchClient({ region: question.region, maxAttempts: 8 }));
      clients.set(question.region, client);
      try {
        return await read(client, question, from, to);
      } catch (error) {
        throw error instanceof SeriesFault ? error : faultOf(error, question);
      }
    },
  };
};

const queryOf = ({ namespace, metricName, dimensions, statistic }: Asked): MetricDataQuery => ({
  Id: "value",
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: metricName,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: 60,
    Stat: statistic,
  },
});

const read = async (client: CloudWatchClient, question: Asked, from: number, to: number): Promise<Samples> => {
  const pages = paginateGetMetricData(
    { client },
    {
      MetricDataQueries: [queryOf(question)],
      StartTime: new Date(from * 1_000),
      EndTime: new Date(to * 1_000),
      ScanBy: "TimestampAscending",
    },
  );
  const found: (readonly [number, number])[] = [];
  for await (const { MetricDataResults = [] } of pages)
    for (const { Timestamps = [], Values = [], StatusCode } of MetricDataResults) {
      if (StatusCode === "Forbidden") throw forbidden(question.region);
      if (StatusCode === "InternalError")
        throw new SeriesFault(`CloudWatch could not read ${question.namespace} ${question.metricName}; go on later`);
      for (const [index, time] of Timestamps.entries()) {
        const [at, value] = [time.getTime() / 1_000, Values[index]];
        if (value !== undefined && at >= from && at < to) found.push([at, value]);
      }
    }
  return found.toSorted(([a], [b]) => a - b);
};

const forbidden = (region: string): VendorFault =>
  new VendorFault(`CloudWatch refuses in ${region}; the identity needs cloudwatch:GetMetricData`);

/** Names of AWS's common errors: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CommonErrors.html */
const REFUSED =
  /^(AccessDenied|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|NotAuthorized|OptInRequired|InvalidSignature|IncompleteSignature|MissingAuthenticationToken)/;

const faultOf = (error: unknown, { region, namespace, metricName }: Asked): SeriesFault => {
  const name = error instanceof Error ? error.name : "";
  if (REFUSED.test(name)) return forbidden(region);
  if (name === "CredentialsProviderError" || name === "TokenProviderError")
    return new NoKeys(
      "CloudWatch: no credentials of AWS are found; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and its secret",
    );
  if (name === "ValidationError" || name.startsWith("InvalidParameter"))
    return new SeriesFault(`CloudWatch does not take ${namespace} ${metricName}: ${wordsOf(error, [])}`);
  return new VendorFault(`CloudWatch cannot be asked in ${region}: ${wordsOf(error, [])}`);
};
