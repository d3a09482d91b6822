import { z } from "zod";
import { address } from "../model/configuration/address";
import { generated, key, secret, text } from "../model/configuration/fields";

const https = (what: string, example: string) => address(`must be the address of ${what}: https://${example}`);

/** What is not encrypted would show what our users do to whoever is on the way. */
const drain = address("must be an address that begins with https://, without a password in it");

const verify = text.regex(
  /^[\w-]+$/,
  "must be the value of x-vercel-verify that Vercel shows: letters, digits, - and _",
);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucket = text.regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket, without s3://");

const folder = text.regex(/^[\w./-]+\/$/, "must be a path that ends with /: cdn/");

/** The log store: Elasticsearch, its Kibana, and Logstash's address for those who send logs. */
export const elastic = z.strictObject({
  elasticsearch: key(
    https("Elasticsearch", "driplo.es.eu-west-3.aws.elastic-cloud.com"),
    "the address of Elasticsearch",
    "https://shop.es.test",
  ),
  kibana: key(
    https("Kibana", "driplo.kb.eu-west-3.aws.elastic-cloud.com"),
    "the address of its Kibana",
    "https://shop.kb.test",
  ),
  hashKey: secret(
    "key of the hashes that stand for clients' addresses: with a new one every client is new",
    generated(24),
  ),
  slackToken: secret("bot token of the Slack app that Kibana's rules write by (xoxb-…)"),
  drain: z.strictObject({
    url: key(drain, "where drains send logs: what ends TLS in front of Logstash", "https://logs.shop.test", {
      own: true,
    }),
    user: key(
      text.regex(/^[\w-]+$/, "must be a name of letters, digits, - and _"),
      "the user by whom drains send logs",
      "drain",
    ),
    password: secret("the drains' password: DRIPLO_DRAIN_PASSWORD in Logstash's keystore", generated(24)),
    verify: key(verify.optional(), "what Vercel wants to find in the header x-vercel-verify, where it asks for one"),
  }),
  cdnLogs: z.strictObject({
    bucket: key(bucket, "the bucket into which CloudFront writes its standard logs", "shop-cdn-logs", { own: true }),
    prefix: key(folder, "the path of those logs in it", "cdn/"),
  }),
});
