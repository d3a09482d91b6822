import { count, deviations, hours, minutes, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { business } from "../model/sources/business";
import { datadog } from "../model/sources/datadog";
import { routeSearch, services, statusSearch } from "../model/sources/server";

export const accounts = defineService({
  title: "Accounts",
  owner: "marketplace",
  signals: {
    // A49. Sign-ups that fail by our or Supabase's fault; a password that is too short is not one, a limit of
    // requests or e-mails that is reached (429) is. R7 wants it sooner than five minutes of a brownout show it; of fewer than fifteen
    // sign-ups chance alone would phone people (docs/alert-quality.md).
    registration_failures: {
      kind: "error_ratio",
      title: "Registration failures",
      impact: "New users cannot sign up.",
      firstAction: "Sign up yourself with a new address. It began with a deployment: vercel rollback.",
      warning: { at: percent(5), priority: "P3" },
      critical: { at: percent(15), priority: "P1", sooner: { window: minutes(2), minimumTraffic: count(15) } },
      minimumTraffic: count(20),
      missingData: "ok",
      source: datadog.spans({
        service: services.api,
        kind: "server",
        filter: routeSearch("signUp"),
        bad: statusSearch("(429 OR [500 TO 599])"),
      }),
      runbook: "accounts/registration.md",
    },
    // A50. The hour of the week, because five minutes have a handful of sign-ups.
    registrations: {
      kind: "anomaly",
      side: "below",
      seasonality: "weekly",
      window: hours(1),
      title: "Registrations",
      impact: "Fewer people sign up than is usual at this hour: something keeps them from it.",
      firstAction: "Sign up yourself with a new address. It works: is it a holiday, or does traffic fall as well?",
      warning: { at: deviations(3), priority: "P3" },
      missingData: "notify",
      source: business.number("registrations"),
      runbook: "accounts/registration.md",
    },
  },
});
