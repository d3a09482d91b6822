import type { LogSource } from "../pipeline";
import { below, fits, set, type Copy } from "../processors";

/**
 * CloudFront's standard logs: a line for each request, 33 fields with tabs between them, `-` where there is none. AWS may add
 * fields at the end.
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
const fields = [
  ["CF_DATE", "date"],
  ["CF_TIME", "time"],
  ["CF", "x_edge_location"],
  ["NONNEGINT", "sc_bytes:int"],
  ["IP", "c_ip"],
  // Anything: a line of access must be no dead letter because a client sent a method of its own making.
  ["CF", "cs_method"],
  ["CF", "cs_host"],
  ["CF", "cs_uri_stem"],
  ["NONNEGINT", "sc_status:int"],
  ["CF", "cs_referer"],
  ["CF", "cs_user_agent"],
  ["CF", "cs_uri_query"],
  ["CF", "cs_cookie"],
  ["CF", "x_edge_result_type"],
  ["CF", "x_edge_request_id"],
  ["CF", "x_host_header"],
  ["CF", "cs_protocol"],
  ["NONNEGINT", "cs_bytes:int"],
  ["CF_SECONDS", "time_taken:float"],
] as const;

const patterns = {
  CF: String.raw`[^\t]+`,
  CF_DATE: String.raw`\d{4}-\d{2}-\d{2}`,
  CF_TIME: String.raw`\d{2}:\d{2}:\d{2}`,
  CF_SECONDS: String.raw`\d+(?:\.\d+)?`,
} as const;

/** What comes after is not read, and may be more some day. */
const REST = 14;

/** Grok's own patterns (IP, NONNEGINT, …) and those above: https://www.elastic.co/docs/reference/enrich-processor/grok-processor */
const LINE = [
  "^",
  fields.map(([pattern, name]) => `%{${pattern}:cloudfront.${name}}`).join(String.raw`\t`),
  String.raw`(?:\t%{CF}){${REST},}\t?$`,
].join("");

const copies: readonly Copy[] = [
  ["x_edge_request_id", "event.id"],
  ["x_edge_request_id", "http.request.id"],
  ["x_edge_location", "labels.edge"],
  ["x_edge_result_type", "labels.cache"],
  ["sc_bytes", "http.response.bytes"],
  ["cs_bytes", "http.request.bytes"],
  ["sc_status", "http.response.status_code"],
  ["cs_method", "http.request.method", fits.method],
  ["cs_protocol", "url.scheme"],
  ["cs_host", "url.domain"],
  ["x_host_header", "url.domain"],
  ["cs_uri_stem", "url.path"],
  ["cs_user_agent", "user_agent.original"],
  ["c_ip", "client.ip"],
  ["duration", "event.duration"],
];

export const cloudfront: LogSource = {
  name: "cloudfront",
  title: "CloudFront's standard logs",
  raw: "message",
  parse: [
    {
      drop: {
        description: "The two lines at the head of each file",
        if: "ctx.message instanceof String && ctx.message.startsWith('#')",
      },
    },
    { grok: { field: "message", patterns: [LINE], pattern_definitions: patterns } },
    set("moment", "{{{cloudfront.date}}}T{{{cloudfront.time}}}Z"),
    { date: { field: "moment", formats: ["ISO8601"] } },
    // What a client encoded wrongly stays as it came.
    { urldecode: { field: "cloudfront.cs_user_agent", ignore_failure: true } },
    { urldecode: { field: "cloudfront.cs_uri_stem", ignore_failure: true } },
    {
      script: {
        description: "Seconds into ECS's nanoseconds",
        source: "ctx.cloudfront.duration = Math.round(ctx.cloudfront.time_taken * 1000) * 1000000L",
      },
    },
  ],
  copies: copies.map(below("cloudfront")),
  derive: [],
  temporary: ["cloudfront", "moment"],
  in: "access",
};
