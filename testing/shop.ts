import type { Environment } from "../monitors/model/environment";

/** What every environment of the tests has at its vendors: accounts that are nobody's. */
export const shop = {
  datadog: { site: "datadoghq.eu", clientToken: "pub0123456789abcdef0123456789abcdef" },
  newrelic: { accountId: "1111111", region: "EU" },
  grafana: {
    url: "https://shop.grafana.test",
    datasourceUid: "prometheus-uid",
    datasources: { cloudwatch: "cloudwatch-uid", datadog: "datadog-uid", sentry: "sentry-uid" },
    report: {
      by: "mail",
      executive: ["leadership@shop.test"],
      operations: ["operations@shop.test"],
      alertQuality: ["on-call@shop.test"],
    },
    scrape: { stackId: "11", apiUrl: "https://connections.grafana.test" },
    push: { url: "https://influx.grafana.test/api/v1/push/influx/write", user: "12" },
    postgres: { address: "db.shop.test:5432", database: "postgres", user: "driplo_monitoring" },
  },
  sentry: {
    organization: "shop",
    project: "storefront",
    team: "storefront-team",
    checkIns: "https://o1.ingest.sentry.test/api/2/cron/___MONITOR_SLUG___/abc/",
    slackIntegration: "shop-slack",
    pagerdutyIntegration: "shop-pagerduty",
  },
  elastic: {
    elasticsearch: "https://shop.es.test",
    kibana: "https://shop.kb.test",
    drain: { url: "https://logs.shop.test", user: "drain" },
    cdnLogs: { bucket: "shop-cdn-logs", prefix: "cdn/" },
  },
  pagerduty: { serviceRegion: "eu" },
  slack: {
    account: "shop",
    workspaceId: "T1",
    channels: {
      P0: { name: "urgent", id: "C1" },
      P1: { name: "urgent", id: "C1" },
      P2: { name: "alerts", id: "C2" },
      P3: { name: "trends", id: "C3" },
    },
  },
} as const satisfies Partial<Environment>;
