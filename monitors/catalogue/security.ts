import { count, hours } from "../model/quantity";
import { defineService } from "../model/signal";
import { datadog } from "../model/sources/datadog";

/** Datadog's standard attribute of a client's address, and the keyed hash that our sign-in route writes for the account. */
const CLIENT = "@network.client.ip";
const ACCOUNT = "@usr.hash";

const failedSignIns = { search: "@evt.name:sign_in @evt.outcome:failure", feed: "sign-in" } as const;

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
      },
      runbook: "security/sign-in.md",
    },
    // A58
    scraping: {
      kind: "outlier_client",
      title: "Scraping",
      impact: "One client reads far more than any user does; the shop slows down for the others, and its data leaves.",
      warning: { at: count(1_000), priority: "P3" },
      critical: { at: count(10_000), priority: "P1" },
      missingData: "ok",
      source: datadog.logs({ search: "service:driplo-api @http.url_details.path:*", by: CLIENT, feed: "requests" }),
      runbook: "security/scraping.md",
    },
    // A61
    upload_violations: {
      kind: "count",
      window: hours(1),
      title: "Refused uploads",
      impact: "Somebody sends files of forbidden type or size, or malware.",
      warning: { at: count(10), priority: "P3" },
      critical: { at: count(100), priority: "P1" },
      missingData: "ok",
      source: datadog.logs({ search: "@evt.name:upload @evt.outcome:refused", feed: "uploads" }),
      runbook: "security/uploads.md",
    },
  },
});
