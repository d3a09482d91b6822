import { logAttributes, serverEvents, services } from "../../../../monitors/model/sources/server";
import { pinoLevels } from "../../../../monitors/model/sources/vercel";
import type { LogSource } from "../pipeline";
import { below, fits, refuse, type Copy } from "../processors";

/**
 * Vercel's log drain, as JSON. Fields by https://vercel.com/docs/drains/reference/logs. A function's own line is text in `message`;
 * ours are JSON there, with the names by which Datadog's monitors look for them (`monitors/catalogue/security.ts`).
 *
 * Not established: whether each line that a function writes repeats `proxy`, and so counts as another request. Datadog counts alike.
 */
const sent: readonly Copy[] = [
  ["id", "event.id"],
  ["source", "log.logger"],
  ["type", "labels.stream"],
  ["level", "log.level"],
  ["message", "message"],
  ["deploymentId", "labels.deployment"],
  ["projectName", "service.name"],
  ["environment", "service.environment"],
  ["executionRegion", "cloud.region"],
  ["host", "url.domain"],
  ["statusCode", "http.response.status_code"],
  ["requestId", "http.request.id"],
  ["traceId", "trace.id"],
  ["spanId", "span.id"],
  ["proxy.method", "http.request.method", fits.method],
  ["proxy.host", "url.domain"],
  ["proxy.path", "url.path"],
  ["proxy.scheme", "url.scheme"],
  ["proxy.statusCode", "http.response.status_code"],
  ["proxy.responseByteSize", "http.response.bytes"],
  ["proxy.userAgent", "user_agent.original"],
  ["proxy.clientIp", "client.ip"],
  ["proxy.vercelCache", "labels.cache"],
  ["proxy.wafAction", "labels.waf_action"],
  ["proxy.wafRuleId", "rule.id"],
];

/** Of Vercel's own lines (the page above), and of the usual loggers. */
const LEVELS = ["trace", "debug", "info", "notice", "warn", "warning", "error", "critical", "fatal"] as const;

/** A number of pino's becomes its word, and a word is small. Of any other number nothing is known. */
const LEVEL = `
def level = ctx.ours.level;
ctx.ours.level = level instanceof Number ? params.words.get(level.toString()) : level.toString().toLowerCase()`.trim();

/** RFC 9110, 9.3, and RFC 5789. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

/**
 * What our own server writes as JSON. Any code of the shop's may write such a line, so what is kept unmasked of it is words that
 * are known, and hashes.
 */
const ours: readonly Copy[] = [
  ["message", "message"],
  ["msg", "message"],
  ["level", "log.level", { words: LEVELS }],
  ["service", "service.name", { words: Object.values(services) }],
  [logAttributes.event, "event.action", { words: Object.keys(serverEvents) }],
  [logAttributes.outcome, "event.outcome", { words: Object.values(serverEvents).flat() }],
  [logAttributes.account, "user.hash", fits.hash],
  [logAttributes.client, "client.ip", fits.address],
  ["http.method", "http.request.method", { words: METHODS }],
  ["http.status_code", "http.response.status_code", fits.status],
  [logAttributes.path, "url.path"],
];

export const vercel: LogSource = {
  name: "vercel",
  title: "Vercel's log drain",
  raw: "drained",
  parse: [
    refuse("no line of Vercel's: id, source or deploymentId is missing", missing("id", "source", "deploymentId")),
    { date: { field: "drained.timestamp", formats: ["UNIX_MS"] } },
    {
      json: {
        description: "What our server wrote; a text that only looks like JSON stays text",
        field: "drained.message",
        target_field: "ours",
        if: "ctx.drained.message instanceof String && ctx.drained.message.startsWith('{')",
        ignore_failure: true,
      },
    },
    {
      script: {
        description: "pino's levels are numbers",
        if: "ctx.ours?.level != null",
        source: LEVEL,
        params: { words: Object.fromEntries(Object.entries(pinoLevels).map(([word, number]) => [number, word])) },
      },
    },
  ],
  copies: [
    ...sent.map(below("drained")),
    // The line itself is copied above; of JSON only what is named here may stay.
    ...ours.map(below("ours")),
  ],
  derive: [
    {
      remove: {
        field: "message",
        ignore_missing: true,
        if: "ctx.ours != null && ctx.ours.message == null && ctx.ours.msg == null",
      },
    },
    // ECS knows three outcomes; that it was refused and did not fail says the type (event.type: denied).
    { set: { field: "event.type", value: "denied", if: "ctx.event?.outcome == 'refused'" } },
    { set: { field: "event.outcome", value: "success", if: "ctx.event?.outcome == 'accepted'" } },
    { set: { field: "event.outcome", value: "failure", if: "ctx.event?.outcome == 'refused'" } },
  ],
  temporary: ["ours"],
};

/** A condition: any of these is not there. */
function missing(...fields: readonly string[]): string {
  return fields.map((field) => `ctx.drained.${field} == null`).join(" || ");
}
