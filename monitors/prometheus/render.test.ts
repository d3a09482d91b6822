import { count, days, hours, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { prometheus, supabaseMetrics, type PrometheusSource } from "../model/sources/prometheus";
import type { MissingData } from "../model/missing-data";
import { textOf } from "../plan/following";
import { testContext, watchOf } from "../../testing/context";
import type { ContactPointDeclaration } from "./declaration";
import { accepts, check, checkQuery } from "./limits";
import { parseQuery } from "./parse";
import { spellSeconds } from "./promql";
import { render, uidOf } from "./render";
import { renderRouting } from "./routing";
import { rulesOf } from "./rule";
import { toRuleFile } from "./rule-file";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const meanTime = prometheus.meanTime({ spent: "statement_seconds", times: "statement_calls" });
const memory = prometheus.freeShare({ free: "memory_free", whole: "memory_size" });

const slow = {
  ...text,
  kind: "latency",
  statistic: "mean",
  critical: { at: milliseconds(500), priority: "P2" },
  missingData: "notify",
  source: meanTime,
} as const satisfies SignalDefinition;

const full = {
  ...text,
  kind: "utilisation",
  statistic: "max",
  warning: { at: percent(80), priority: "P3" },
  critical: { at: percent(95), priority: "P1" },
  missingData: "notify",
  source: memory,
} as const satisfies SignalDefinition;

const misses = {
  ...text,
  kind: "hit_ratio",
  critical: { at: percent(95), priority: "P3" },
  minimumTraffic: count(500),
  missingData: "ok",
  source: prometheus.hits({ hits: "blocks_hit", misses: "blocks_read" }),
} as const satisfies SignalDefinition;

const soon = {
  ...text,
  kind: "forecast",
  window: days(2),
  critical: { at: days(3), priority: "P2" },
  missingData: "ok",
  source: prometheus.remainder("disk_free"),
} as const satisfies SignalDefinition;

const down = {
  ...text,
  kind: "outage",
  critical: { at: seconds(90), priority: "P0" },
  missingData: "notify",
  source: prometheus.state("postgres_up"),
} as const satisfies SignalDefinition;

/** Without these a literal in a spread row would be of the wide type `string`. */
const silent = (row: SignalDefinition, missingData: MissingData): SignalDefinition =>
  row.measures === undefined ? { ...row, missingData } : row;
const by = (row: typeof slow, statistic: "max" | "p95"): SignalDefinition => ({ ...row, statistic });
const lasting = (span: number, missingData: MissingData = "notify"): SignalDefinition => ({
  ...down,
  critical: { at: seconds(span), priority: "P0" as const },
  missingData,
});

const groups = (row: SignalDefinition, source: PrometheusSource, role: "first" | "backstop" = "first") =>
  render(watchOf(row, source, role), testContext);

const values = (row: SignalDefinition, source: PrometheusSource) =>
  rulesOf(watchOf(row, source), testContext).map(({ query }) => query);

const project = `supabase_project_ref="testprojectreference"`;

/** Holds while scrapes succeed. */
const scraped = `max(sum_over_time(up{scrape_job="driplo-prod-supabase"}[6m])) >= 5`;

describe("Grafana's rule groups", () => {
  it("holds one rule for each level, each in a group of its own, with every field", () => {
    const [warning, critical, ...rest] = groups(full, memory);
    expect(rest).toEqual([]);
    expect(critical).toEqual({
      vendor: "prometheus",
      type: "grafana:alerting/ruleGroup:RuleGroup",
      name: "api.thing.critical",
      watches: { signal: "api.thing", measure: "main", level: "critical" },
      args: {
        name: "api.thing.critical",
        folderUid: { late: "reference", type: "grafana:oss/folder:Folder", name: "alerts", property: "uid" },
        intervalSeconds: 60,
        rules: [
          {
            uid: uidOf("prod", "api.thing.critical"),
            name: "api.thing.critical",
            condition: "B",
            datas: [
              {
                refId: "A",
                datasourceUid: "prometheus-uid",
                relativeTimeRange: { from: 300, to: 0 },
                model: JSON.stringify({
                  expr: `max(max_over_time((100 - 100 * node_memory_MemAvailable_bytes{${project}} / node_memory_MemTotal_bytes{${project}})[5m:1m])) or on () absent(${scraped}) * 0`,
                  instant: true,
                  range: false,
                  refId: "A",
                }),
              },
              {
                refId: "B",
                datasourceUid: "__expr__",
                relativeTimeRange: { from: 0, to: 0 },
                model:
                  '{"conditions":[{"evaluator":{"params":[95],"type":"gt"}}],"datasource":{"type":"__expr__","uid":"__expr__"},"expression":"A","refId":"B","type":"threshold"}',
              },
            ],
            for: "0s",
            noDataState: "NoData",
            execErrState: "Error",
            labels: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p1" },
            annotations: {
              summary: "Thing critical: max above 95 % over 5 min (prod)",
              impact: "It hurts.",
              first_action: "Look.",
              threshold: "max above 95 % over 5 min.",
              runbook_url: "https://runbooks.test/api/page.md#api-thing",
              now: '{{ with $values.A }}{{ printf "%.2f" .Value }} %{{ else }}no data{{ end }}',
            },
            isPaused: false,
            notificationSettings: {
              contactPoint: {
                late: "reference",
                type: "grafana:alerting/contactPoint:ContactPoint",
                name: "api.P1",
                property: "name",
              },
              groupBies: ["grafana_folder", "alertname"],
              groupWait: "30s",
              groupInterval: "5m",
              repeatInterval: "4h",
            },
          },
        ],
      },
    });
    expect(warning).toMatchObject({
      args: { rules: [{ notificationSettings: { contactPoint: { name: "api.P3" } } }] },
    });
  });

  it("never writes the notification policy of the organisation", () => {
    const declared = [
      ...groups(full, memory),
      ...renderRouting([{ service: "api", serviceTitle: "API", priority: "P1" }], testContext),
    ];
    expect(declared.map(({ type }) => type).filter((type) => /policy/i.test(type))).toEqual([]);
  });

  it("has uids that a title does not change, within Grafana's alphabet and length", () => {
    const uid = (row: SignalDefinition) => groups(row, memory).map(({ args }) => args.rules[0]?.uid);
    expect(uid({ ...full, title: "Another" })).toEqual(uid(full));
    expect(new Set(uid(full)).size).toBe(2);
    for (const each of uid(full)) expect(each).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(uidOf("dev", "api.thing.critical")).not.toBe(uidOf("prod", "api.thing.critical"));
  });

  it.each<readonly [MissingData, string, string]>([
    ["ok", "OK", "KeepLast"],
    ["notify", "NoData", "Error"],
    ["breach", "Alerting", "Error"],
  ])("says %s of missing data as %s, and of a query that fails as %s", (missingData, noDataState, execErrState) => {
    expect(groups(silent(full, missingData), memory)[1]?.args.rules[0]).toMatchObject({ noDataState, execErrState });
  });

  it("tells of missing data by the gravest level alone: one silence is one alert", () => {
    expect(groups(full, memory).map(({ args }) => args.rules[0]?.noDataState)).toEqual(["OK", "NoData"]);
  });

  it("has a value that cannot breach while nothing is scraped, wherever silence is told", () => {
    const asked = (row: SignalDefinition, source: PrometheusSource) =>
      groups(row, source).map(
        ({ args }) => (JSON.parse(textOf(args.rules[0]?.datas[0]?.model ?? "")) as { expr: string }).expr,
      );
    expect(asked(silent(misses, "notify"), misses.source)[0]).toMatch(
      / or on \(\) absent\(max\(sum_over_time\(up\{scrape_job="driplo-prod-supabase"\}\[6m\]\)\) >= 5\) \* 100$/,
    );
    expect(asked(silent(full, "breach"), memory)[0]).toContain(`${scraped}) * 0`);
    expect(asked(silent(full, "ok"), memory).join()).not.toContain("scrape_job");
    expect(asked(full, memory)[0]).not.toContain("scrape_job");
  });

  it("holds an outage for its threshold, and as a backstop for three minutes more and in silence", () => {
    expect(groups(down, down.source)[0]?.args.rules[0]).toMatchObject({ for: "1m30s", noDataState: "NoData" });
    expect(groups(silent(down, "breach"), down.source, "backstop")[0]?.args.rules[0]).toMatchObject({
      for: "4m30s",
      noDataState: "OK",
      execErrState: "KeepLast",
      annotations: { summary: "Thing critical: down for more than 90 s (prod), backstop".replace("90 s", "1.5 min") },
    });
  });
});

describe("PromQL", () => {
  it("divides what was spent by how often, in seconds", () => {
    expect(values(slow, meanTime)).toEqual([
      {
        value: `sum(increase(pg_stat_statements_total_time_seconds{${project}}[5m])) / sum(increase(pg_stat_statements_total_queries{${project}}[5m]))`,
        side: "above",
        than: 0.5,
      },
    ]);
  });

  it("lifts a share of little traffic to a hundred, and leaves it absent where nothing is measured", () => {
    const all = `(sum(increase(pg_stat_database_blks_hit_total{${project}}[5m])) + sum(increase(pg_stat_database_blks_read_total{${project}}[5m])))`;
    expect(values(misses, misses.source)).toEqual([
      {
        value: `(100 * sum(increase(pg_stat_database_blks_hit_total{${project}}[5m])) / ${all} and ${all} >= 500) or (${all} < 500) * 0 + 100`,
        side: "below",
        than: 95,
      },
    ]);
  });

  it("guards a time by a zero", () => {
    const [query] = values({ ...slow, minimumTraffic: count(20) }, meanTime);
    expect(query?.value).toMatch(/ < 20\) \* 0 \+ 0$/);
  });

  it("looks ahead by the threshold, back by the window, and wants half of it", () => {
    const disk = `node_filesystem_avail_bytes{${project},mountpoint=~"/|/data"}[2d]`;
    expect(values(soon, soon.source)).toEqual([
      {
        value: `min by (mountpoint)(predict_linear(${disk}, 259200) and count_over_time(${disk}) >= 1440)`,
        side: "below",
        than: 0,
      },
    ]);
  });

  it("takes the fullest of PgBouncer's pools, by the name that its databases have there", () => {
    expect(values(full, prometheus.pool())[0]?.value).toBe(
      `max(max_over_time((100 * pgbouncer_pools_server_active_connections{${project},database!="pgbouncer"} / on (database) group_left label_replace(max by (name)(pgbouncer_databases_pool_size{${project},name!="pgbouncer"}), "database", "$1", "name", "(.*)"))[5m:1m]))`,
    );
  });

  it.each([
    [0, "0s"],
    [30, "30s"],
    [210, "3m30s"],
    [300, "5m"],
    [5_400, "1h30m"],
    [259_200, "3d"],
    [0.2, "1s"],
  ])("spells %f seconds as %s, as Prometheus does", (span, words) => {
    expect(spellSeconds(span)).toBe(words);
  });
});

describe("Grafana's contact points", () => {
  const to = (priority: "P0" | "P1" | "P2" | "P3") => ({ service: "api", serviceTitle: "API", priority });
  const points = renderRouting([to("P0"), to("P2"), to("P3")], testContext).filter(
    (each): each is ContactPointDeclaration => each.type === "grafana:alerting/contactPoint:ContactPoint",
  );

  it("tells whom the route tells, and nobody else", () => {
    expect(points.map(({ args }) => Object.keys(args).toSorted())).toEqual([
      ["name", "pagerduties", "slacks"],
      ["emails", "name", "pagerduties", "slacks"],
      ["emails", "name", "slacks"],
    ]);
  });

  it("pages by PagerDuty's key for this vendor, and posts by channel id with a secret token", () => {
    const [loud] = points;
    expect(loud).toMatchObject({
      name: "api.P0",
      secretOutputs: ["pagerduties", "slacks"],
      args: {
        name: "driplo-prod-api.P0",
        pagerduties: [
          {
            integrationKey: { late: "reference", name: "api.P0.prometheus", property: "integrationKey" },
            severity: "critical",
            component: "api",
          },
        ],
        slacks: [{ recipient: "C1", token: { late: "secret", path: ["grafana", "slackToken"] } }],
      },
    });
    expect(points[2]?.args.emails).toMatchObject([{ addresses: ["list@shop.test"], singleEmail: true }]);
  });

  it("say the runbook first, then what to do, and in Slack escape what prose holds", () => {
    const escaped = (name: string) =>
      `{{ .Annotations.${name} | reReplaceAll "&" "&amp;" | reReplaceAll "<" "&lt;" | reReplaceAll ">" "&gt;" }}`;
    const [loud, , quiet] = points;
    expect(quiet?.args.emails?.[0]?.message).toBe(
      [
        "{{ range $index, $alert := .Alerts }}{{ if $index }}",
        "{{ end }}Runbook: {{ .Annotations.runbook_url }}",
        "First: {{ .Annotations.first_action }}",
        "Users: {{ .Annotations.impact }}",
        "Now: {{ .Annotations.now }}. Threshold: {{ .Annotations.threshold }}",
        'Since: {{ .StartsAt.UTC.Format "2006-01-02 15:04" }} UTC.{{ end }}',
      ].join("\n"),
    );
    expect(loud?.args.pagerduties?.[0]?.details).toEqual({ message: quiet?.args.emails?.[0]?.message });
    expect(loud?.args.slacks?.[0]?.text).toContain(
      `First: ${escaped("first_action")}\nUsers: ${escaped("impact")}\nNow: {{ .Annotations.now }}. Threshold: ${escaped("threshold")}\n`,
    );
  });

  it("stands in a folder that is not deleted with what others put there", () => {
    expect(renderRouting([to("P3")], testContext)[0]).toMatchObject({
      type: "grafana:oss/folder:Folder",
      name: "alerts",
      args: { uid: "driplo-prod-alerts", title: "Driplo alerts (prod)", preventDestroyIfNotEmpty: true },
    });
  });

  it("makes nothing where no rule is", () => {
    expect(renderRouting([], testContext)).toEqual([]);
  });

  it("is refused where nobody would hear", () => {
    const [point] = points;
    if (point === undefined) throw new Error("no contact point");
    expect(check(point)).toEqual([]);
    expect(check({ ...point, args: { name: "empty" } }).map(({ what }) => what)).toEqual([
      "nobody would hear of it from Grafana",
    ]);
  });
});

describe("plain rule files", () => {
  const file = (row: SignalDefinition, source: PrometheusSource) =>
    toRuleFile(rulesOf(watchOf(row, source), testContext));

  it("compare the same value, and tell of silence by a rule of its own", () => {
    expect(file({ ...slow, critical: { at: seconds(1), priority: "P2" as const } }, meanTime)).toBe(`groups:
  - name: api.thing.critical
    interval: 1m
    rules:
      # Both sums are of one scrape, so that a start of Prometheus shows both or neither.
      # pint disable promql/fragile
      - alert: api.thing.critical
        expr: (sum(increase(pg_stat_statements_total_time_seconds{${project}}[5m])) / sum(increase(pg_stat_statements_total_queries{${project}}[5m]))) > 1
        labels:
          service: api
          env: prod
          owner: platform
          signal: api.thing
          priority: p2
        annotations:
          summary: "Thing critical: mean above 1 s over 5 min (prod)"
          impact: It hurts.
          first_action: Look.
          threshold: mean above 1 s over 5 min.
          runbook_url: https://runbooks.test/api/page.md#api-thing
          now: '{{ printf "%.2f" $value }} s'
      - alert: api.thing.critical.no_data
        expr: absent(sum(increase(pg_stat_statements_total_time_seconds{${project}}[5m])) / sum(increase(pg_stat_statements_total_queries{${project}}[5m]))) and on () ${scraped}
        for: 2m
        labels:
          service: api
          env: prod
          owner: platform
          signal: api.thing
          priority: p2
        annotations:
          summary: "No data: Thing critical: mean above 1 s over 5 min (prod)"
          impact: It hurts.
          first_action: Look.
          threshold: mean above 1 s over 5 min.
          runbook_url: https://runbooks.test/api/page.md#api-thing
          now: no data
`);
  });

  it("say nothing of silence where it is quiet, and take it for the breach where it is one", () => {
    expect(file(misses, misses.source)).not.toContain("absent");
    expect(file(silent(full, "breach"), memory)).toMatch(/> 80 or absent\(max\(/);
    expect(file(silent(full, "breach"), memory)).not.toContain("no_data");
    expect(file(silent(full, "breach"), memory)).toContain(`) and on () ${scraped}\n`);
  });

  it("tell of silence by the gravest level alone", () => {
    expect(file(full, memory).match(/alert: .*/g)).toEqual([
      "alert: api.thing.warning",
      "alert: api.thing.critical",
      "alert: api.thing.critical.no_data",
    ]);
  });
});

describe("what Prometheus refuses", () => {
  const refusal = (row: SignalDefinition, source: PrometheusSource, role: "first" | "backstop" = "first") =>
    accepts(watchOf(row, source, role))?.what;

  it.each<readonly [string, SignalDefinition, PrometheusSource, string | undefined]>([
    ["a kind of the source", full, memory, undefined],
    ["a kind of another", full, meanTime, "a mean time source of Prometheus cannot measure the kind utilisation"],
    ["a mean of counters", slow, meanTime, undefined],
    ["a maximum of counters", by(slow, "max"), meanTime, "max of a mean time source"],
    ["a percentile of gauges", by(slow, "p95"), prometheus.span("pool_wait"), "p95 of a span source"],
    ["a maximum of gauges", by(slow, "max"), prometheus.span("pool_wait"), undefined],
    ["traffic that is counted", { ...slow, minimumTraffic: count(1) }, meanTime, undefined],
    [
      "traffic of a gauge",
      { ...slow, minimumTraffic: count(1) },
      prometheus.span("pool_wait"),
      "a minimum of traffic on a span source",
    ],
    ["a state that is kept", silent(full, "keep"), memory, "missingData is keep"],
    ["silence that is a breach", silent(full, "breach"), memory, undefined],
    ["a silent endpoint as a dead database", silent(down, "breach"), down.source, "missingData is breach"],
    ["a rise over four scrapes", { ...slow, window: minutes(4) }, meanTime, undefined],
    ["a rise over less", { ...slow, window: seconds(239) }, meanTime, "a window of 239 s for a mean time source"],
    ["a gauge over a scrape", { ...full, window: minutes(1) }, memory, undefined],
    ["a gauge over less", { ...full, window: seconds(59) }, memory, "a window of 59 s for a free share source"],
    ["a line through an hour", { ...soon, window: hours(1) }, soon.source, undefined],
    ["a line through less", { ...soon, window: minutes(59) }, soon.source, "a window of 3540 s for a remainder source"],
    ["all that is kept", { ...soon, window: days(15) }, soon.source, undefined],
    ["more than is kept", { ...soon, window: days(16) }, soon.source, "a window of 1382400 s for a remainder source"],
    ["an outage of a scrape", lasting(60), down.source, undefined],
    ["an outage that no scrape shows", lasting(59), down.source, "api.thing.critical may last less than 60 s"],
  ])("%s", (_, row, source, what) => {
    expect(refusal(row, source)).toBe(what);
  });

  it("is less of a backstop, which waits longer and whose silence is told elsewhere", () => {
    expect(refusal(lasting(30, "breach"), down.source, "backstop")).toBeUndefined();
  });

  it.each([
    [190, 0],
    [191, 1],
  ])("a rule's name of %i characters", (length, faults) => {
    const [group] = groups(full, memory);
    if (group === undefined) throw new Error("no group");
    expect(check({ ...group, args: { ...group.args, name: "x".repeat(length) } })).toHaveLength(faults);
  });
});

describe("a query is read offline", () => {
  it.each([
    ["min(pg_up)", []],
    [`sum by (a) (rate(pg_up{x=~"b|c"}[5m])) / on (a) group_left pg_up offset 1h`, []],
    ["min(pg_up", ["the query is no PromQL at its end"]],
    ["pg_up ++", ["the query is no PromQL at its end"]],
    ["pg_up pg_up", ["the query is no PromQL from here on: pg_up"]],
    ["", ["the query is no PromQL at its end"]],
    ["pg_upp == 0", ["the query reads pg_upp"]],
    ["a / b + a", ["the query reads a", "the query reads b"]],
    [`{job="supabase"}`, ["the query selects series without a metric's name"]],
  ])("%s", (query, what) => {
    expect(checkQuery(query).map((each) => each.what)).toEqual(what);
  });

  it("of a whole rule group, and not of Grafana's comparison", () => {
    const [group] = groups(full, memory);
    if (group === undefined) throw new Error("no group");
    expect(check(group)).toEqual([]);
    const [rule] = group.args.rules;
    const wrong = [
      { refId: "A", datasourceUid: "d", relativeTimeRange: { from: 1, to: 0 }, model: '{"expr":"pg_down"}' },
    ];
    if (rule === undefined) throw new Error("no rule");
    expect(check({ ...group, args: { ...group.args, rules: [{ ...rule, datas: wrong }] } })).toEqual([
      {
        what: "the query reads pg_down",
        rule: "a query names metrics that Supabase publishes (monitors/model/sources/prometheus.ts); another never has data",
        remedy: "take a metric of the table, or add its row with the source",
      },
    ]);
  });

  it("finds every metric of the table in some query of its sources", () => {
    const rows: readonly (readonly [SignalDefinition, PrometheusSource])[] = [
      [full, memory],
      [full, prometheus.freeShare({ free: "disk_free", whole: "disk_size" })],
      [full, prometheus.pool()],
      [full, prometheus.idleTime("cpu_idle_seconds")],
      [slow, meanTime],
      [slow, prometheus.span("pool_wait")],
      [slow, prometheus.span("transaction_age")],
      [misses, misses.source],
      [soon, soon.source],
      [down, down.source],
    ];
    const read = rows.flatMap(([row, source]) => values(row, source).flatMap(({ value }) => parseQuery(value).metrics));
    expect(new Set(read)).toEqual(new Set(Object.values(supabaseMetrics).map(({ name }) => name)));
  });
});
