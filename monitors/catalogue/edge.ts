import { count, days, deviations, hours, milliseconds, minutes, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import type { SyntheticsLocation } from "../model/sources/synthetics";
import { DRAINED } from "../model/sources/vercel";

const europe: readonly [SyntheticsLocation, ...SyntheticsLocation[]] = [
  "aws:eu-west-3",
  "aws:eu-central-1",
  "aws:eu-west-1",
];

const publicNames = datadog.dns({
  names: [
    { host: "storefrontHost", answer: "storefrontAlias" },
    { host: "apiHost", answer: "apiAlias" },
  ],
  every: minutes(1),
  from: europe,
});

/**
 * What Vercel's firewall did with a request stands in `proxy.wafAction` of the drain's line
 * (https://vercel.com/docs/drains/reference/logs). The words of those turned away, as its own dashboards filter them; a list of all
 * values is published nowhere that was found.
 */
const TURNED_AWAY = `source:${DRAINED} @proxy.wafAction:(deny OR challenge OR rate_limit)`;

export const edge = defineService({
  title: "Edge",
  owner: "platform",
  signals: {
    // A34
    cdn_error_rate: {
      kind: "error_ratio",
      title: "CDN error rate",
      impact: "Images and whatever else the CDN serves fail for everybody.",
      firstAction: "Open CloudFront's metrics: 502, 503 or 504? Undo a change of the distribution, or mend the origin.",
      warning: { at: percent(1), priority: "P3" },
      critical: { at: percent(5), priority: "P2" },
      minimumTraffic: count(500),
      missingData: "ok",
      source: cloudwatch.metric("cdn_5xx_rate"),
      runbook: "edge/cdn.md",
    },
    // A35
    cdn_cache_hit_ratio: {
      kind: "hit_ratio",
      title: "CDN cache hits",
      impact: "Images come from the origin instead of the cache: slower for users, dearer for us.",
      firstAction: "Did URLs or Cache-Control change with a release? Roll it back. Never invalidate everything.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(60), priority: "P3" },
      minimumTraffic: count(500),
      missingData: "ok",
      source: cloudwatch.metric("cdn_cache_hit_rate"),
      runbook: "edge/cdn.md",
    },
    // A36
    dns_resolution: {
      title: "DNS resolution",
      impact: "The names of the shop are found late, wrongly or not at all.",
      firstAction:
        "Ask 1.1.1.1 and 8.8.8.8 with dig. Slow from one place: wait a window. From all: open Route 53's status.",
      measures: {
        time: {
          kind: "latency",
          statistic: "max",
          warning: { at: milliseconds(100), priority: "P3" },
          critical: { at: milliseconds(500), priority: "P1" },
          missingData: "notify",
          source: publicNames,
        },
        answer: {
          firstAction:
            "Ask three resolvers with dig. A change that nobody made is a breach: call the senior engineer at once.",
          kind: "event",
          critical: { event: "wrong_answer", priority: "P1" },
          missingData: "notify",
          source: publicNames,
        },
      },
      runbook: "edge/dns.md",
    },
    // A37
    certificate_expiry: {
      kind: "time_left",
      title: "Certificate expiry",
      impact: "Browsers refuse the shop once its certificate is out of date.",
      firstAction:
        "Expired: call the senior engineer now. Else mend what Vercel, Domains complains of, and refresh the name.",
      warning: { at: days(21), priority: "P3" },
      critical: { at: days(7), priority: "P1" },
      missingData: "notify",
      source: datadog.certificate({ hosts: ["storefrontHost", "apiHost"], every: hours(6), from: europe }),
      runbook: "edge/certificate.md",
    },
    // A38
    ddos: {
      title: "Attack on the edge",
      impact: "Somebody floods the shop; if the edge does not hold, nobody gets in.",
      firstAction: "Do users notice? Look at edge.cdn_error_rate and api.availability. If not, look again in an hour.",
      measures: {
        // AWS WAF in front of the CDN. Fewer blocked than usual is peace.
        blocked: {
          kind: "anomaly",
          side: "above",
          seasonality: "daily",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: cloudwatch.metric("cdn_blocked_requests"),
        },
        // The storefront and the API are behind Vercel's firewall and not behind the CDN's.
        blocked_vercel: {
          kind: "anomaly",
          side: "above",
          seasonality: "daily",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: datadog.logs({ search: TURNED_AWAY, feed: "requests" }),
        },
        // AWS Shield Advanced, alone; and while the API does not answer (A14) or the CDN fails (A34).
        detected: {
          kind: "event",
          critical: { event: "attack", priority: "P2" },
          missingData: "ok",
          source: cloudwatch.metric("cdn_under_attack"),
        },
        detected_unhealthy: {
          firstAction:
            "Switch on Attack Challenge Mode in Vercel's firewall. CloudFront flooded: set the rate rule to Block.",
          kind: "event",
          critical: { event: "attack_and_down", priority: "P0" },
          missingData: "ok",
          source: cloudwatch.alarms({
            all: ["edge.ddos.detected.critical"],
            any: ["edge.cdn_error_rate.critical", "api.availability.critical"],
            requires: "shieldAdvanced",
          }),
        },
      },
      runbook: "edge/ddos.md",
    },
  },
});
