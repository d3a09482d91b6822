import type { CloudWatchClient, PutMetricDataCommandInput } from "@aws-sdk/client-cloudwatch";
import { cloudWatchMetrics } from "../../monitors/model/sources/cloudwatch";
import { LONGEST_SEND } from "./longest-send";
import type { CheckoutSettings } from "./settings";

const { namespace, name, environment: DIMENSION } = cloudWatchMetrics.checkouts_started;

export interface CheckoutOptions extends CheckoutSettings {
  /** A local AWS. @default AWS */
  readonly endpoint?: string | undefined;
}

/** Puts one point for one checkout, and ends when CloudWatch has it. */
export type PutCheckout = (at: Date, signal: AbortSignal) => Promise<void>;

/**
 * By PutMetricData and not by the embedded metric format, for which the lines of a function would have to be CloudWatch's, and
 * Vercel's are not. A point for each checkout is a call for each; 5 of them in a quarter of an hour are what the alarm asks for.
 */
export const startCheckouts = (options: CheckoutOptions): PutCheckout => {
  let opened: Promise<Put> | undefined;
  return async (at, signal) => {
    // Loaded after the first answer: AWS's SDK takes longer to load than a checkout to begin.
    opened ??= openCloudWatch(options);
    const put = await opened;
    await put(pointOf(options, at), signal);
  };
};

const pointOf = ({ environment }: CheckoutOptions, at: Date): PutMetricDataCommandInput => ({
  Namespace: namespace,
  MetricData: [
    {
      MetricName: name,
      Dimensions: [{ Name: DIMENSION, Value: environment }],
      Timestamp: at,
      Value: 1,
      Unit: "Count",
    },
  ],
});

type Put = (input: PutMetricDataCommandInput, signal: AbortSignal) => Promise<void>;

/**
 * Vercel signs a token that names team, project and environment; AWS gives a role's short-lived keys for it, and no key of AWS
 * stands anywhere. https://vercel.com/docs/oidc/aws
 */
const openCloudWatch = async ({ region, roleArn, endpoint }: CheckoutOptions): Promise<Put> => {
  const [aws, { awsCredentialsProvider }] = await Promise.all([
    import("@aws-sdk/client-cloudwatch"),
    import("@vercel/oidc-aws-credentials-provider"),
  ]);
  const place = { region, ...(endpoint === undefined ? {} : { endpoint }) };
  const client: CloudWatchClient = new aws.CloudWatchClient({
    ...place,
    credentials: awsCredentialsProvider({ roleArn, clientConfig: place }),
    maxAttempts: 2,
    requestHandler: { connectionTimeout: LONGEST_SEND, requestTimeout: LONGEST_SEND },
  });
  return async (input, signal) => {
    await client.send(new aws.PutMetricDataCommand(input), { abortSignal: signal });
  };
};
