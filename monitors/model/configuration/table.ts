import { z } from "zod";
import { stripe } from "../../../infra/integrations/stripe/configuration";
import { vercel } from "../../../infra/integrations/vercel/configuration";
import { people, pagerduty, rotations, schedules } from "../../../policies/pagerduty/configuration";
import { aws } from "../../cloudwatch/configuration";
import { datadog } from "../../datadog/configuration";
import { elastic } from "../../elastic/configuration";
import { newrelic } from "../../newrelic/configuration";
import { grafana } from "../../prometheus/configuration";
import { sentry } from "../../sentry/configuration";
import { email, identities, ownsAccount, runbookSite, slack, switchedOff } from "./common";

/** The project's namespace in a stack's file. */
export const PROJECT = "driplo-monitoring";

/** All that one stack's configuration may hold, by its keys below the project's namespace. */
export const configuration = z.strictObject({
  ownsAccount,
  identities,
  aws,
  stripe,
  datadog,
  vercel: vercel.optional(),
  newrelic: newrelic.optional(),
  grafana,
  sentry,
  elastic,
  pagerduty: pagerduty.optional(),
  slack,
  runbookSite,
  email,
  people: people.optional(),
  rotations: rotations.optional(),
  schedules: schedules.optional(),
  switchedOff,
});
