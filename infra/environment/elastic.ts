import { z } from "zod";
import { address } from "./address";

const text = z.string().trim().min(1, "must not be empty");

const https = (what: string, example: string) => address(`must be the address of ${what}: https://${example}`);

/** What is not encrypted would show what our users do to whoever is on the way. */
const drain = address("must be an address that begins with https://, without a password in it");

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucket = text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket, without s3://");

/**
 * The log store: Elasticsearch, its Kibana, and Logstash's address for those who send logs.
 *
 * @param generated a secret that becomes part of a JSON text
 */
export const elasticIn = (secret: z.ZodType, generated: z.ZodType) =>
  z.strictObject({
    elasticsearch: https("Elasticsearch", "driplo.es.eu-west-3.aws.elastic-cloud.com"),
    kibana: https("Kibana", "driplo.kb.eu-west-3.aws.elastic-cloud.com"),
    hashKey: generated,
    slackToken: secret,
    drain: z.strictObject({
      url: drain,
      user: text.regex(/^[\w-]+$/, "must be a name of letters, digits, - and _"),
      password: generated,
      verify: text
        .regex(/^[\w-]+$/, "must be the value of x-vercel-verify that Vercel shows: letters, digits, - and _")
        .optional(),
    }),
    cdnLogs: z.strictObject({ bucket, prefix: text.regex(/^[\w./-]+\/$/, "must be a path that ends with /: cdn/") }),
  });
