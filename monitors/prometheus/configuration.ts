import { z } from "zod";
import { address } from "../model/configuration/address";
import { generated, key, secret, text } from "../model/configuration/fields";

/** Of Grafana Cloud every stack and service; its agents and exporters are sent keys there. */
const GRAFANA_CLOUD = "grafana.net";

/** https://grafana.com/docs/grafana/latest/developers/http_api/data_source/ */
const uidOf = (what: string) => text.regex(/^[\w-]{1,40}$/, `must be the uid of ${what}`);

/** Only boards read it, where a person has made it. */
const source = (of: string, example: string, own?: true) =>
  key(uidOf("a data source of Grafana's").optional(), `uid of the data source of ${of}`, example, own && { own });

const digits = (what: string) => text.regex(/^\d+$/, `must be the digits of the ${what}, in quotes`);

const scrape = z.strictObject({
  stackId: key(digits("Grafana Cloud stack"), "number of the Grafana Cloud stack", "11"),
  apiUrl: key(
    address("must be the address of Grafana Cloud's Connections API: https://….grafana.net", GRAFANA_CLOUD),
    "the address of Grafana Cloud's Connections API, which scrapes Supabase",
    "https://connections-api.grafana.net",
  ),
  supabaseKey: secret("a secret key of the Supabase project, used for nothing else (Settings › API keys)"),
});

const push = z.strictObject({
  url: key(
    address(
      "must be Grafana Cloud's address for the line protocol: https://influx-….grafana.net/api/v1/push/influx/write",
      GRAFANA_CLOUD,
      /\/api\/v1\/push\/influx\/write$/,
    ),
    "where points in Influx's line protocol are written into the Prometheus data source",
    "https://influx.grafana.net/api/v1/push/influx/write",
  ),
  user: key(digits("metrics instance"), "number of the metrics instance, as the user of a push", "12"),
  token: secret("an access policy with metrics:write and nothing else, for the heartbeat that Sentry writes"),
});

const databaseAddress = text.regex(
  /^[a-z0-9.-]+\.[a-z]{2,}:\d+$/,
  "must be the host and port of the database: db.driplo.com:5432",
);

const databaseUser = text.regex(/^[a-z][\w.]*$/, "must be the role that reads business numbers: driplo_monitoring");

/** The role may read what the numbers count, and no more. */
const postgres = z.strictObject({
  address: key(databaseAddress, "the shop's database, as Grafana reaches it", "db.shop.test:5432", { own: true }),
  database: key(text, "name of the database", "postgres"),
  user: key(databaseUser, "the role that reads business numbers", "driplo_monitoring"),
  password: secret("the password of the role that reads business numbers", generated(24)),
});

const recipients = (what: string, example: string) =>
  key(
    z.array(z.email("must be an e-mail address")).min(1, "must name somebody"),
    `who gets ${what} by mail each week`,
    [example],
  );

const report = z.strictObject({
  by: key(
    z.enum(["grafana", "mail"], "must be grafana or mail"),
    "who sends the week's reports: Grafana, where its plan has them, or our own job (docs/reports.md)",
    "mail",
  ),
  executive: recipients("the executive board", "leadership@shop.test"),
  operations: recipients("the operations board", "operations@shop.test"),
  alertQuality: recipients("the board of the alerting's own quality", "on-call@shop.test"),
});

/** Prometheus's data and the rules on it are Grafana's. */
export const grafana = z.strictObject({
  url: key(
    address("must be the address of Grafana: https://driplo.grafana.net", GRAFANA_CLOUD),
    "the address of Grafana",
    "https://shop.grafana.net",
  ),
  datasourceUid: key(
    uidOf("Grafana's Prometheus data source"),
    "uid of the Prometheus data source: the last part of the address of its settings",
    "prometheus-uid",
  ),
  datasources: z
    .strictObject({
      // Reads one account; those of Datadog and Sentry see all environments.
      cloudwatch: source("CloudWatch, for boards", "cloudwatch-uid", true),
      datadog: source("Datadog, for boards", "datadog-uid"),
      sentry: source("Sentry, for boards", "sentry-uid"),
    })
    .default({}),
  report,
  slackToken: secret("bot token of the Slack app that Grafana's rules write by (xoxb-…)"),
  scrape,
  push,
  postgres,
});
