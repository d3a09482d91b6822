import { count, hours, type Quantity } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";
import { elastic } from "../model/sources/elastic";
import { eventSearch, facet, logAttributes, services } from "../model/sources/server";
import { sentry, type SecurityEvent } from "../model/sources/sentry";

/** Datadog's standard attribute of a client's address, and the keyed hash that our sign-in route writes for the account. */
const CLIENT = facet(logAttributes.client);
const ACCOUNT = facet(logAttributes.account);

/**
 * insufficient_privilege (https://www.postgresql.org/docs/current/errcodes-appendix.html), as Supabase's log drain sends Postgres's
 * lines to Datadog: the record is below `data` (Logflare, lib/logflare/backends/adaptor/datadog_adaptor.ex). Not established:
 * whether what was parsed of the line is below `metadata` there, as in Supabase's own log tables, or not; so either is searched.
 */
const REFUSED_WRITES = "(@data.metadata.parsed.sql_state_code:42501 OR @data.parsed.sql_state_code:42501)";

const failedSignIns = { search: eventSearch("sign_in", "failure"), feed: "sign-in" } as const;

/**
 * The same in the log store, whose pipelines write ECS: an address as a keyed hash, and an outcome among ECS's three, so that a file
 * which was refused is a failure of the type `denied` (`infra/integrations/elastic`).
 */
const stored = {
  failedSignIns: { in: "audit", where: { "event.action": "sign_in", "event.outcome": "failure" }, feed: "sign-in" },
  requests: { in: "access", where: { "event.provider": "vercel", "service.name": services.api }, feed: "requests" },
  refusedUploads: { in: "audit", where: { "event.action": "upload", "event.type": "denied" }, feed: "uploads" },
} as const;

/**
 * What our server refused and reported to Sentry by itself, each with its request: the plan of record wants these tagged and
 * alerted on there. Always P3: Slack and e-mail alone, because Datadog pages for the same cause, and a phone rings once.
 */
const tagged = (event: SecurityEvent, at: Quantity<"count">) =>
  ({
    kind: "count",
    window: hours(1),
    warning: { at, priority: "P3" },
    missingData: "ok",
    source: sentry.securityEvents(event),
  }) as const;

/** A60, likewise. */
const fraudulentPayments = count(3);

/** A61: the same number, whoever counts. */
const refusedUploads = count(10);

export const security = defineService({
  title: "Security",
  owner: "security",
  signals: {
    // A57. By client address, and by a keyed hash of the account: one address that tries many, and many that try one.
    failed_logins: {
      title: "Failed sign-ins",
      impact: "Somebody is trying passwords; accounts may be taken over.",
      firstAction:
        "Search Datadog for sign-ins that succeeded from the same addresses. One did: it is a breach, call security.",
      measures: {
        client: {
          firstAction:
            "Block the address in Vercel's firewall. Then look whether it ever got in: if so, call security.",
          kind: "outlier_client",
          warning: { at: count(50), priority: "P2" },
          critical: { at: count(500), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ ...failedSignIns, by: CLIENT }),
          backstop: elastic.logs({ ...stored.failedSignIns, by: "driplo.client.hash" }),
        },
        account: {
          firstAction: "End the account's sessions and force a new password. Then look whether anybody got in.",
          kind: "outlier_client",
          warning: { at: count(50), priority: "P2" },
          critical: { at: count(500), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ ...failedSignIns, by: ACCOUNT }),
          backstop: elastic.logs({ ...stored.failedSignIns, by: "user.hash" }),
        },
        tagged: tagged("failed_sign_in", count(10)),
      },
      runbook: "security/sign-in.md",
    },
    // A58
    scraping: {
      title: "Scraping",
      impact: "One client reads far more than any user does; the shop slows down for the others, and its data leaves.",
      firstAction: "Look the address up (whois). An unknown data centre: block it in Vercel's firewall, and watch.",
      measures: {
        main: {
          kind: "outlier_client",
          warning: { at: count(1_000), priority: "P3" },
          critical: { at: count(10_000), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({
            search: `service:${services.api} ${facet(logAttributes.path)}:*`,
            by: CLIENT,
            feed: "requests",
          }),
          backstop: elastic.logs({ ...stored.requests, by: "driplo.client.hash" }),
        },
        tagged: tagged("scraping", count(10)),
      },
      runbook: "security/scraping.md",
    },
    // A59. The window is how long an alarm stands after the last record: longer than the ladder of a P1, which ends at one hour, so
    // that no incident closes itself before its last rung has heard.
    breach_indicators: {
      title: "Signs of a breach",
      impact: "Somebody may hold keys to the shop that nobody gave them.",
      firstAction:
        "Phone the person whose key it is. They did not do it: deactivate the key, or revoke the role's sessions.",
      measures: {
        change: {
          kind: "event",
          window: hours(2),
          critical: { event: "foreign_change", priority: "P1" },
          missingData: "ok",
          source: cloudwatch.trail("identity_change"),
          backstop: datadog.trail("identity_change"),
        },
        read: {
          firstAction: "Phone the person whose key it is. They did not do it: rotate the secret that was read, now.",
          kind: "event",
          window: hours(2),
          critical: { event: "foreign_read", priority: "P1" },
          missingData: "ok",
          source: cloudwatch.trail("secret_read"),
          backstop: datadog.trail("secret_read"),
        },
        // What row-level security refuses: of reads it only hides rows, a refused write is an error of Postgres (42501).
        refused: {
          firstAction: "Many tables from one client: block the client. One table after a release: a policy is missing.",
          kind: "count",
          critical: { at: count(50), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ search: REFUSED_WRITES, feed: "postgres" }),
        },
        root: {
          firstAction: "Call security. Trail stopped: start it again. Root used: change its password, delete its keys.",
          kind: "event",
          window: hours(2),
          critical: { event: "root_or_trail", priority: "P0" },
          missingData: "ok",
          source: cloudwatch.trail("root_or_trail"),
          backstop: datadog.trail("root_or_trail"),
        },
      },
      runbook: "security/breach.md",
    },
    // A60. What issuers warn of and what Radar blocked, together.
    payment_fraud: {
      title: "Payment fraud",
      impact: "Somebody pays with cards that are not theirs; the money, and a fee for each, goes back later.",
      firstAction: "Stop and refund what is warned of and not shipped. Card testing: switch on Attack Challenge Mode.",
      measures: {
        main: {
          kind: "count",
          window: hours(1),
          warning: { at: fraudulentPayments, priority: "P2" },
          critical: { at: count(10), priority: "P1" },
          missingData: "ok",
          source: cloudwatch.events("fraud"),
        },
        tagged: tagged("payment_fraud", fraudulentPayments),
      },
      runbook: "security/payment-fraud.md",
    },
    // A61
    upload_violations: {
      title: "Refused uploads",
      impact: "Somebody sends files of forbidden type or size, or malware.",
      firstAction: "One account or everybody? Everybody since a deployment: vercel rollback. One: suspend the account.",
      measures: {
        main: {
          kind: "count",
          window: hours(1),
          warning: { at: refusedUploads, priority: "P3" },
          critical: { at: count(100), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ search: eventSearch("upload", "refused"), feed: "uploads" }),
          backstop: elastic.logs(stored.refusedUploads),
        },
        tagged: tagged("upload_violation", refusedUploads),
      },
      runbook: "security/uploads.md",
    },
  },
});
