import { count, hours, type Quantity } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";
import { sentry, type SecurityEvent } from "../model/sources/sentry";

/** Datadog's standard attribute of a client's address, and the keyed hash that our sign-in route writes for the account. */
const CLIENT = "@network.client.ip";
const ACCOUNT = "@usr.hash";

const failedSignIns = { search: "@evt.name:sign_in @evt.outcome:failure", feed: "sign-in" } as const;

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
      measures: {
        client: {
          kind: "outlier_client",
          warning: { at: count(50), priority: "P2" },
          critical: { at: count(500), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ ...failedSignIns, by: CLIENT }),
        },
        account: {
          kind: "outlier_client",
          warning: { at: count(50), priority: "P2" },
          critical: { at: count(500), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ ...failedSignIns, by: ACCOUNT }),
        },
        tagged: tagged("failed_sign_in", count(10)),
      },
      runbook: "security/sign-in.md",
    },
    // A58
    scraping: {
      title: "Scraping",
      impact: "One client reads far more than any user does; the shop slows down for the others, and its data leaves.",
      measures: {
        main: {
          kind: "outlier_client",
          warning: { at: count(1_000), priority: "P3" },
          critical: { at: count(10_000), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ search: "service:driplo-api @http.url_details.path:*", by: CLIENT, feed: "requests" }),
        },
        tagged: tagged("scraping", count(10)),
      },
      runbook: "security/scraping.md",
    },
    // A61
    upload_violations: {
      title: "Refused uploads",
      impact: "Somebody sends files of forbidden type or size, or malware.",
      measures: {
        main: {
          kind: "count",
          window: hours(1),
          warning: { at: refusedUploads, priority: "P3" },
          critical: { at: count(100), priority: "P1" },
          missingData: "ok",
          source: datadog.logs({ search: "@evt.name:upload @evt.outcome:refused", feed: "uploads" }),
        },
        tagged: tagged("upload_violation", refusedUploads),
      },
      runbook: "security/uploads.md",
    },
  },
});
