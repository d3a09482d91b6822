import { prometheus as source } from "../model/sources/prometheus";
import { keyOf } from "../declaration/declaration";
import {
  catalogue,
  declare,
  type DeclaredStack,
  declareStack,
  policies,
  prometheusRules,
  toPrometheusConfig,
} from "../../testing/stack";
import { testDev, testProd, without } from "../../testing/environment";
import { editMeasure } from "../../testing/rows";

/** Prometheus in the whole: what feeds it, whom it pages, and what is left without it. */

const ofType = ({ declarations }: DeclaredStack, type: string) =>
  declarations.filter((each) => each.type.endsWith(type));

const prod = declare(testProd);

describe("what feeds Prometheus", () => {
  it("is one scrape of Supabase's endpoint each minute, by basic authentication with a secret", () => {
    expect(ofType(prod, "MetricsEndpointScrapeJob")).toEqual([
      {
        vendor: "prometheus",
        type: "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob",
        name: "supabase",
        secretOutputs: ["authenticationBasicPassword"],
        args: {
          name: "driplo-prod-supabase",
          stackId: "11",
          url: "https://prodprojectreference.supabase.co/customer/v1/privileged/metrics",
          authenticationMethod: "basic",
          authenticationBasicUsername: "service_role",
          authenticationBasicPassword: { late: "secret", path: ["grafana", "scrape", "supabaseKey"] },
          scrapeIntervalSeconds: 60,
          enabled: true,
        },
      },
    ]);
  });

  it("is the same for a Prometheus of one's own, with the key in a file", () => {
    expect(toPrometheusConfig(testDev, ["database.rules.yml"])).toBe(`global:
  scrape_interval: 1m
  evaluation_interval: 1m
rule_files:
  - database.rules.yml
scrape_configs:
  - job_name: supabase
    scheme: https
    metrics_path: /customer/v1/privileged/metrics
    basic_auth:
      username: service_role
      password_file: supabase-dev.key
    static_configs:
      - targets:
          - developmentreference.supabase.co
        labels:
          scrape_job: driplo-dev-supabase
`);
  });
});

/** Contact points that tell people; a beat is told to a machine. */
const people = (stack: DeclaredStack) => ofType(stack, "ContactPoint").filter(({ name }) => name !== "heartbeat");
describe("what feeds the business numbers", () => {
  it("is the shop's database as a data source, by a role of its own and an encrypted connection, its password a secret", () => {
    expect(ofType(prod, "DataSource")).toEqual([
      {
        vendor: "prometheus",
        type: "grafana:oss/dataSource:DataSource",
        name: "business",
        args: {
          type: "grafana-postgresql-datasource",
          name: "Driplo business numbers (prod)",
          uid: "driplo-prod-business",
          url: "db.shop.test:5432",
          username: "driplo_monitoring",
          accessMode: "proxy",
          isDefault: false,
          jsonDataEncoded:
            '{"connMaxLifetime":14400,"database":"postgres","maxIdleConns":1,"maxOpenConns":2,"postgresVersion":1500,"sslmode":"require"}',
          secureJsonDataEncoded: {
            late: "template",
            parts: ['{"password":"', { late: "secret", path: ["grafana", "postgres", "password"] }, '"}'],
          },
        },
      },
    ]);
  });

  it("is in no plain rule file, which a Prometheus could not evaluate", () => {
    const rules = prometheusRules(catalogue, policies, testProd);
    expect(rules.filter(({ over }) => over === "tables")).toEqual([]);
    expect(rules.map(({ name }) => name).filter((name) => name.startsWith("payments."))).toEqual([]);
  });
});

describe("whom Prometheus tells", () => {
  it("has a contact point for each destination of its rows, and PagerDuty's own integration for those that page", () => {
    expect(people(prod).map(({ name }) => name)).toEqual([
      "database.P0",
      "database.P3",
      "database.P2",
      "database.P1",
      "search.P3",
      "search.P2",
      "listings.P3",
      "orders.P3",
      "orders.P1",
      "accounts.P3",
      "payments.P0",
      "payments.P3",
      "payments.P1",
      "monitoring.P1",
    ]);
    const integrations = ofType(prod, "ServiceIntegration").filter(({ name }) => name.endsWith(".prometheus"));
    expect(integrations.map(({ name }) => name)).toEqual([
      "database.P0.prometheus",
      "database.P2.prometheus",
      "database.P1.prometheus",
      "search.P2.prometheus",
      "orders.P1.prometheus",
      "payments.P0.prometheus",
      "payments.P1.prometheus",
      "monitoring.P1.prometheus",
    ]);
    for (const { args } of integrations)
      expect(args).toMatchObject({
        vendor: { late: "lookup", token: "pagerduty:getVendor", args: { name: "Prometheus" } },
      });
  });

  it("has in dev the same rules, and mails nobody", () => {
    const dev = declare(testDev);
    const rules = (stack: DeclaredStack) => ofType(stack, "RuleGroup").map(keyOf);
    expect(rules(dev)).toEqual(rules(prod));
    const channelsOf = (stack: DeclaredStack) => people(stack).map(({ args }) => Object.keys(args));
    expect(channelsOf(dev)).toEqual(channelsOf(prod).map((keys) => keys.filter((key) => key !== "emails")));
  });
});

describe("a catalogue without the scrape's own row", () => {
  const lacking = declareStack(
    editMeasure(catalogue, "monitoring.heartbeat", "supabase", (row) => ({
      ...row,
      source: source.heartbeat({ of: "sentry" }),
    })),
    policies,
    testProd,
  );

  it("is an error: nobody would hear of the end of the scrape", () => {
    expect(lacking.diagnostics).toEqual([
      {
        severity: "error",
        where: "monitoring.heartbeat (prod)",
        what: "nothing tells when Supabase's metrics are no longer scraped: database.query_time, database.connection_pool, database.slow_queries.wait, database.slow_queries.long, database.index_hit_ratio.cache, database.cpu, database.memory and database.disk then say nothing of missing data",
        rule: "a row over scraped metrics tells of missing data only while scrapes succeed, so that one cause is one alert",
        remedy:
          "give monitoring.heartbeat a live measure with source: prometheus.scrape() (monitors/catalogue/monitoring.ts)",
      },
    ]);
    expect(lacking.stillMeasured.get("database.disk")).toEqual(["monitoring.heartbeat.grafana"]);
  });

  it("and with it each of those rows names it beside its own silence", () => {
    expect(prod.diagnostics).toEqual([]);
    expect(prod.stillMeasured.get("database.disk")).toEqual([
      "missing data: notify",
      "monitoring.heartbeat.supabase",
      "monitoring.heartbeat.grafana",
    ]);
    expect(prod.stillMeasured.get("search.success_rate")).toEqual([
      "missing data: notify",
      "monitoring.heartbeat.grafana",
    ]);
  });
});

describe("Prometheus switched off", () => {
  const off = without(testProd, "prometheus");

  it("declares nothing of it, and has no rule files", () => {
    const stack = declare(off);
    expect(stack.declarations.filter(({ vendor }) => vendor === "prometheus")).toEqual([]);
    expect(stack.declarations.filter(({ name }) => name.endsWith(".prometheus"))).toEqual([]);
    expect(prometheusRules(catalogue, policies, off)).toEqual([]);
  });

  it("is an error for what only it could page of, and a warning for the rest", () => {
    const { diagnostics } = declare(off);
    const where = (severity: string) =>
      diagnostics.filter((each) => each.severity === severity).map((each) => each.where);
    expect(where("error")).toEqual([
      "database.connection_pool (prod)",
      "database.disk (prod)",
      "monitoring.heartbeat.sentry (prod)",
      "monitoring.heartbeat.supabase (prod)",
      "orders.completion_rate (prod)",
      "orders.revenue (prod)",
      "payments.disputes (prod)",
    ]);
    // These have a second source.
    expect(where("warning")).toEqual(expect.arrayContaining(["database.reachable (prod)", "payments.silence (prod)"]));
  });
});
