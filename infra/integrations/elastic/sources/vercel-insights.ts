import type { LogSource } from "../pipeline";
import { below, fits, refuse, type Copy } from "../processors";

/**
 * Vercel's drains of Speed Insights and Web Analytics, which `npm run links` makes. Fields by
 * https://vercel.com/docs/drains/reference/speed-insights and https://vercel.com/docs/drains/reference/analytics; the second page has
 * named its schema v1 and v2, with the same fields. Browsers send them, so anybody may have written what is in them.
 *
 * Left out: who it was (`deviceId`, `sessionId`, `city`, `region`), whence they came (`referrer`, `queryParams`), what
 * was put beside an event (`eventData`, `flags`). Of a page that has a route its pattern is kept and not the path.
 */
const SCHEMAS = ["vercel.speed_insights.v1", "vercel.analytics.v1", "vercel.analytics.v2"] as const;

const copies: readonly Copy[] = [
  ["schema", "log.logger"],
  ["metricType", "driplo.vital.name", { words: ["CLS", "LCP", "FID", "FCP", "TTFB", "INP"] }],
  ["value", "driplo.vital.value", fits.number],
  ["eventType", "labels.event", { words: ["pageview", "event"] }],
  ["eventName", "event.action", fits.id],
  ["origin", "url.domain", fits.origin],
  ["path", "url.path"],
  ["route", "url.path"],
  ["country", "labels.country", fits.country],
  ["clientName", "labels.browser", fits.product],
  ["osName", "labels.os", fits.product],
  ["deviceType", "labels.device", fits.product],
  ["connectionSpeed", "labels.connection", fits.product],
  ["vercelEnvironment", "service.environment", fits.id],
  ["deploymentId", "labels.deployment", fits.id],
  ["deployment", "labels.deployment", fits.id],
];

export const vercelInsights: LogSource = {
  name: "vercel-insights",
  title: "Vercel's drains of Speed Insights and Web Analytics",
  raw: "drained",
  parse: [
    refuse(
      "no event of Speed Insights or Web Analytics: schema is another",
      SCHEMAS.map((schema) => `ctx.drained.schema != '${schema}'`).join(" && "),
    ),
    // The one sends ISO 8601, the other milliseconds.
    { date: { field: "drained.timestamp", formats: ["UNIX_MS", "ISO8601"] } },
  ],
  copies: copies.map(below("drained")),
  derive: [
    // Of an origin the host.
    { gsub: { field: "url.domain", pattern: "^https?://|[/:].*$", replacement: "", ignore_missing: true } },
  ],
  temporary: [],
  in: "application",
};
