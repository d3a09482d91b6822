import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { catalogue } from "../../monitors/catalogue";
import { environmentNames } from "../../monitors/model/environment-name";
import type { AlertRule } from "../../monitors/prometheus/rule";
import { toRuleFile } from "../../monitors/prometheus/rule-file";
import { describeWithPromtool, promtool } from "../../testing/tools/describe-with-promtool";
import { policies } from "../../policies";
import { loadEnvironment } from "../environment/load";
import { heartbeatRules, prometheusRules, toFiles } from "./rule-files";
import { testProd } from "../../testing/environment";
import { ROOT } from "../../testing/stack-configuration";

/** Whether each rule of the catalogue fires when it must, keeps quiet when it must, and what it makes of a gap. */

const rules = new Map(
  [...prometheusRules(catalogue, policies, testProd), ...heartbeatRules(catalogue, policies, testProd)].map((rule) => [
    rule.name,
    rule,
  ]),
);

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "promtool-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Values a minute apart in promtool's notation, by series; the project's label is added, and scrapes that succeed where none is said. */
type Input = Readonly<Record<string, string>>;

interface Moment {
  readonly at: string;
  /** Labels beside the rule's own of each alert that fires. */
  readonly alerts: readonly Readonly<Record<string, string>>[];
  /** What the alert says of the value. @default not looked at */
  readonly now?: string;
}

const fires = (at: string, labels: Readonly<Record<string, string>> = {}): Moment => ({ at, alerts: [labels] });
const quiet = (at: string): Moment => ({ at, alerts: [] });

const ruleOf = (name: string): AlertRule => {
  const rule = rules.get(name);
  if (rule === undefined) throw new Error(`the catalogue has no rule ${name}`);
  return rule;
};

const SCRAPES = `up{scrape_job="driplo-prod-supabase"}`;

/** `pg_up{a="b"}` → `pg_up{supabase_project_ref="…",a="b"}` */
const ofProject = (series: string, project: string): string => {
  if (series === SCRAPES) return series;
  const [name = "", labels = ""] = series.replace("}", "").split("{");
  return `${name}{${[`supabase_project_ref="${project}"`, ...(labels === "" ? [] : [labels])].join(",")}}`;
};

const expected = (rule: AlertRule, alertname: string, { alerts, now }: Moment) =>
  alerts.map((labels) => ({
    exp_labels: { ...rule.labels, ...labels },
    exp_annotations: {
      ...rule.annotations,
      ...(now === undefined ? {} : { now }),
      ...(alertname === rule.name ? {} : { summary: `No data: ${rule.annotations.summary}` }),
    },
  }));

/** Three days in minutes take promtool seconds; a forecast is asked for each hour of them. */
const spacing = (rule: AlertRule): string => (rule.query.value.includes("predict_linear") ? "1h" : "1m");

const test = (name: string, input: Input, moments: readonly Moment[], alertname = name) => {
  const rule = ruleOf(name);
  const file = toRuleFile([rule]).replace("interval: 1m", `interval: ${spacing(rule)}`);
  const said = moments.some(({ now }) => now !== undefined);
  writeFileSync(join(folder, "rules.yml"), said ? file : file.replaceAll(/^ +now: .*\n/gm, ""));
  writeFileSync(
    join(folder, "test.yml"),
    stringify({
      rule_files: ["rules.yml"],
      // promtool loads the samples at each, and asks the rule only at its own interval.
      evaluation_interval: spacing(rule),
      tests: [
        {
          interval: "1m",
          input_series: Object.entries({ [SCRAPES]: "1x60", ...input }).map(([series, values]) => ({
            series: ofProject(series, testProd.identities.supabaseProject),
            values,
          })),
          alert_rule_test: moments.map((moment) => ({
            eval_time: moment.at,
            alertname,
            exp_alerts: expected(rule, alertname, moment),
          })),
        },
      ],
    }),
  );
  return promtool("test", "rules", join(folder, "test.yml"));
};

const expectContent = (outcome: ReturnType<typeof promtool>): void => {
  expect(outcome.said).toContain("SUCCESS");
  expect(outcome.content).toBe(true);
};

const up = "pg_up";
const statements = (spent: string, calls: string): Input => ({
  pg_stat_statements_total_time_seconds: spent,
  pg_stat_statements_total_queries: calls,
});
const blocks = (hit: string, read: string): Input => ({
  pg_stat_database_blks_hit_total: hit,
  pg_stat_database_blks_read_total: read,
});
const cpus = (one: string, other: string): Input => ({
  'node_cpu_seconds_total{cpu="0",mode="idle"}': one,
  'node_cpu_seconds_total{cpu="1",mode="idle"}': other,
  'node_cpu_seconds_total{cpu="0",mode="user"}': "0+60x60",
});
const memory = (free: string): Input => ({
  node_memory_MemAvailable_bytes: free,
  node_memory_MemTotal_bytes: "1000+0x60",
});
const disks = (data: string, root = "500+0x60"): Input => ({
  'node_filesystem_avail_bytes{mountpoint="/data"}': data,
  'node_filesystem_size_bytes{mountpoint="/data"}': "1000+0x60",
  'node_filesystem_avail_bytes{mountpoint="/"}': root,
  'node_filesystem_size_bytes{mountpoint="/"}': "1000+0x60",
  // Full by nature, and no business of ours.
  'node_filesystem_avail_bytes{mountpoint="/snap"}': "0+0x60",
  'node_filesystem_size_bytes{mountpoint="/snap"}': "1000+0x60",
});
const pools = (active: string, other = "1+0x60"): Input => ({
  'pgbouncer_pools_server_active_connections{database="shop",user="app"}': active,
  'pgbouncer_pools_server_active_connections{database="shop",user="jobs"}': other,
  'pgbouncer_pools_server_active_connections{database="pgbouncer",user="pgbouncer"}': "2+0x60",
  // The size is known by `name`; `database` is Postgres's name of it.
  'pgbouncer_databases_pool_size{name="shop",database="postgres"}': "20+0x60",
  'pgbouncer_databases_pool_size{name="pgbouncer",database="pgbouncer"}': "2+0x60",
});
const wait = (values: string): Input => ({
  'pgbouncer_pools_client_maxwait_seconds{database="shop",user="app"}': values,
  'pgbouncer_pools_client_maxwait_seconds{database="pgbouncer",user="pgbouncer"}': "99+0x60",
});
const open = (values: string): Input => ({ pg_stat_activity_xact_runtime: values });
const left = (values: string): Input => ({
  'node_filesystem_avail_bytes{mountpoint="/data"}': values,
  'node_filesystem_avail_bytes{mountpoint="/"}': "5000000000+0x4320",
});

const data = { mountpoint: "/data" };

type Case = readonly [what: string, rule: string, input: Input, moments: readonly Moment[], alertname?: string];

/** A rule's own silence, told beside it. */
const noData = (rule: string): string => `${rule}.no_data`;

const DOWN = "database.reachable.critical";
const outage: readonly Case[] = [
  [
    "half a minute and three more after the first scrape that finds it down",
    DOWN,
    { [up]: "1+0x5 0+0x10" },
    [quiet("5m"), quiet("9m"), fires("10m")],
  ],
  ["not for two bad scrapes", DOWN, { [up]: "1+0x5 0 0 1+0x10" }, [quiet("7m"), quiet("12m")]],
  ["and is over with the first good scrape", DOWN, { [up]: "1+0x5 0+0x10 1+0x5" }, [fires("16m"), quiet("17m")]],
  [
    "never because nothing is scraped: a dead endpoint is not a dead database",
    DOWN,
    { [up]: "1+0x5 _x30" },
    [quiet("8m"), quiet("30m")],
  ],
  ["nor for another project's database", DOWN, { other_up: "0+0x20" }, [quiet("20m")]],
];

const TIME = "database.query_time";
const queryTime: readonly Case[] = [
  ["above the threshold", `${TIME}.warning`, statements("0+51x20", "0+500x20"), [fires("10m")]],
  ["below it", `${TIME}.warning`, statements("0+49x20", "0+500x20"), [quiet("10m")]],
  ["the critical one above its own", `${TIME}.critical`, statements("0+251x20", "0+500x20"), [fires("10m")]],
  ["and below it", `${TIME}.critical`, statements("0+249x20", "0+500x20"), [quiet("10m")]],
  ["in a quiet hour, however slow", `${TIME}.critical`, statements("0+100x20", "0+10x20"), [quiet("10m")]],
  [
    "a quiet hour is not told as silence",
    `${TIME}.critical`,
    statements("0+100x20", "0+10x20"),
    [quiet("10m")],
    noData(`${TIME}.critical`),
  ],
  [
    "no statement at all is a quiet hour too",
    `${TIME}.critical`,
    statements("5+0x20", "9+0x20"),
    [quiet("10m")],
    noData(`${TIME}.critical`),
  ],
  [
    "a gap does not breach",
    `${TIME}.critical`,
    statements("0+251x20 _x30", "0+500x20 _x30"),
    [fires("20m"), quiet("40m")],
  ],
  [
    "a gap longer than the window is told",
    `${TIME}.critical`,
    statements("0+251x20 _x30", "0+500x20 _x30"),
    [quiet("23m"), fires("40m")],
    noData(`${TIME}.critical`),
  ],
  [
    "after a reset of the statistics",
    `${TIME}.warning`,
    statements("9000+49x10 0+49x10", "90000+500x10 0+500x10"),
    [quiet("10m"), quiet("13m"), quiet("18m")],
  ],
];

const CACHE = "database.index_hit_ratio.cache";
const cache: readonly Case[] = [
  ["below the threshold", `${CACHE}.warning`, blocks("0+9890x20", "0+110x20"), [fires("10m")]],
  ["above it", `${CACHE}.warning`, blocks("0+9910x20", "0+90x20"), [quiet("10m")]],
  ["the critical one below its own", `${CACHE}.critical`, blocks("0+9490x20", "0+510x20"), [fires("10m")]],
  ["and above it", `${CACHE}.critical`, blocks("0+9510x20", "0+490x20"), [quiet("10m")]],
  ["with few blocks read, however many from disk", `${CACHE}.critical`, blocks("0+10x20", "0+1000x20"), [quiet("10m")]],
  [
    "and few blocks are not silence",
    `${CACHE}.critical`,
    blocks("0+10x20", "0+1000x20"),
    [quiet("10m")],
    noData(`${CACHE}.critical`),
  ],
  ["a gap is told and does not breach", `${CACHE}.critical`, blocks("0+9490x20 _x30", "0+510x20 _x30"), [quiet("40m")]],
  [
    "by a rule of its own",
    `${CACHE}.critical`,
    blocks("0+9490x20 _x30", "0+510x20 _x30"),
    [fires("40m")],
    noData(`${CACHE}.critical`),
  ],
];

const CPU = "database.cpu";
const cpu: readonly Case[] = [
  ["above the threshold, over both processors", `${CPU}.warning`, cpus("0+20x30", "0+14x30"), [fires("10m")]],
  ["below it", `${CPU}.warning`, cpus("0+24x30", "0+14x30"), [quiet("10m")]],
  ["the critical one above its own", `${CPU}.critical`, cpus("0+5x30", "0+6x30"), [fires("10m")]],
  ["and below it", `${CPU}.critical`, cpus("0+7x30", "0+6x30"), [quiet("10m")]],
  ["one missed scrape changes nothing", `${CPU}.critical`, cpus("0+5x8 _ 50+5x20", "0+6x8 _ 60+6x20"), [fires("9m")]],
  [
    "a gap is told",
    `${CPU}.critical`,
    { ...cpus("0+5x20 _x30", "0+6x20 _x30") },
    [quiet("22m"), fires("40m")],
    noData(`${CPU}.critical`),
  ],
];

const MEMORY = "database.memory";
const memories: readonly Case[] = [
  ["above the threshold", `${MEMORY}.warning`, memory("199+0x30"), [fires("10m")]],
  ["at it", `${MEMORY}.warning`, memory("200+0x30"), [quiet("10m")]],
  ["the critical one above its own", `${MEMORY}.critical`, memory("49+0x30"), [fires("10m")]],
  ["and at it", `${MEMORY}.critical`, memory("50+0x30"), [quiet("10m")]],
  ["not for one bad minute of five", `${MEMORY}.critical`, memory("500+0x9 10 500+0x20"), [quiet("10m"), quiet("12m")]],
  ["a gap does not breach", `${MEMORY}.critical`, memory("10+0x10 _x40"), [fires("10m"), quiet("40m")]],
  [
    "and is told",
    `${MEMORY}.critical`,
    memory("10+0x10 _x40"),
    [quiet("14m"), fires("40m")],
    noData(`${MEMORY}.critical`),
  ],
];

const DISK = "database.disk";
const diskSpace: readonly Case[] = [
  ["above the threshold, and says which volume", `${DISK}.warning`, disks("149+0x30"), [fires("10m", data)]],
  ["at it", `${DISK}.warning`, disks("150+0x30"), [quiet("10m")]],
  ["the critical one above its own", `${DISK}.critical`, disks("49+0x30"), [fires("10m", data)]],
  ["and at it", `${DISK}.critical`, disks("50+0x30"), [quiet("10m")]],
  [
    "for both volumes",
    `${DISK}.critical`,
    disks("49+0x30", "20+0x60"),
    [{ at: "10m", alerts: [{ mountpoint: "/" }, data] }],
  ],
  [
    "a gap of all is told",
    `${DISK}.critical`,
    {
      'node_filesystem_avail_bytes{mountpoint="/data"}': "49+0x10 _x40",
      'node_filesystem_size_bytes{mountpoint="/data"}': "1000+0x10 _x40",
    },
    [quiet("14m"), fires("40m")],
    noData(`${DISK}.critical`),
  ],
];

const POOL = "database.connection_pool";
const pool: readonly Case[] = [
  ["above the threshold, in the fullest pool", `${POOL}.warning`, pools("17+0x30"), [fires("10m")]],
  ["at it", `${POOL}.warning`, pools("16+0x30"), [quiet("10m")]],
  ["the critical one above its own", `${POOL}.critical`, pools("20+0x30"), [fires("10m")]],
  ["and at it", `${POOL}.critical`, pools("19+0x30"), [quiet("10m")]],
  [
    "each pool by itself: two half full are not one that is full",
    `${POOL}.warning`,
    pools("12+0x30", "12+0x60"),
    [quiet("10m")],
  ],
  ["never PgBouncer's own console", `${POOL}.warning`, pools("0+0x30"), [quiet("10m")]],
  [
    "a gap is told",
    `${POOL}.critical`,
    {
      'pgbouncer_pools_server_active_connections{database="shop",user="app"}': "20+0x10 _x40",
      'pgbouncer_databases_pool_size{name="shop",database="postgres"}': "20+0x50",
    },
    [quiet("14m"), fires("40m")],
    noData(`${POOL}.critical`),
  ],
];

const WAIT = "database.slow_queries.wait";
const LONG = "database.slow_queries.long";
const slow: readonly Case[] = [
  [
    "a wait above the threshold",
    `${WAIT}.warning`,
    wait("0+0x9 1.1 0+0x20"),
    [quiet("9m"), fires("10m"), fires("14m"), quiet("16m")],
  ],
  ["a wait at it", `${WAIT}.warning`, wait("1+0x30"), [quiet("10m")]],
  ["the critical one above its own", `${WAIT}.critical`, wait("5.1+0x30"), [fires("10m")]],
  ["and at it", `${WAIT}.critical`, wait("5+0x30"), [quiet("10m")]],
  ["a gap does not breach", `${WAIT}.critical`, wait("9+0x9 _x40"), [fires("10m"), quiet("30m")]],
  ["a transaction above the threshold", `${LONG}.warning`, open("61+0x30"), [fires("10m")]],
  ["a transaction at it", `${LONG}.warning`, open("60+0x30"), [quiet("10m")]],
  ["a longer one", `${LONG}.critical`, open("301+0x30"), [fires("10m")]],
  ["and at it", `${LONG}.critical`, open("300+0x30"), [quiet("10m")]],
  [
    "a gap is told",
    `${LONG}.critical`,
    open("301+0x10 _x40"),
    [quiet("14m"), fires("40m")],
    noData(`${LONG}.critical`),
  ],
];

const SOON = "database.disk_full_soon";
const END = "4320m";
const soon: readonly Case[] = [
  // A gigabyte and 440 MB a day, from what leaves ten days, then twenty.
  ["full in ten days", `${SOON}.warning`, left("18720000000-1000000x4320"), [fires(END, data)]],
  ["full in ten days is not yet critical", `${SOON}.critical`, left("18720000000-1000000x4320"), [quiet(END)]],
  ["full in two days", `${SOON}.critical`, left("7200000000-1000000x4320"), [fires(END, data)]],
  ["full in twenty days", `${SOON}.warning`, left("33120000000-1000000x4320"), [quiet(END)]],
  ["a disk that empties", `${SOON}.warning`, left("1000000000+1000000x4320"), [quiet(END)]],
  ["too short a history, however steep", `${SOON}.critical`, left("_x2880 9000000000-5000000x1440"), [quiet(END)]],
  ["half a history is enough", `${SOON}.critical`, left("_x2000 9000000000-3000000x2319"), [fires(END, data)]],
  [
    "a gap of hours in it",
    `${SOON}.warning`,
    left("18720000000-1000000x2000 _x300 16419000000-1000000x2018"),
    [fires(END, data)],
  ],
  ["nothing measured any more", `${SOON}.critical`, left("7200000000-1000000x2000 _x2320"), [quiet(END)]],
];

const beat = 'driplo_heartbeat_beat{vendor="sentry",env="prod"}';

const heartbeat: readonly Case[] = [
  ["a beat each minute", "monitoring.heartbeat.sentry.critical", { [beat]: "1x60" }, [quiet("1m"), quiet("50m")]],
  [
    "beats that stop",
    "monitoring.heartbeat.sentry.critical",
    { [beat]: "1x10 _x60" },
    [quiet("19m"), fires("21m"), fires("50m")],
  ],
  [
    "one beat in ten minutes",
    "monitoring.heartbeat.sentry.critical",
    { [beat]: "1 _x8 1 _x8 1 _x8 1" },
    [quiet("25m")],
  ],
  ["beats that never came", "monitoring.heartbeat.sentry.critical", {}, [fires("1m")]],
  [
    "a beat of another environment",
    "monitoring.heartbeat.sentry.critical",
    { 'driplo_heartbeat_beat{vendor="sentry",env="dev"}': "1x60" },
    [fires("1m")],
  ],
];

const SCRAPE = "monitoring.heartbeat.supabase.critical";
const scrape: readonly Case[] = [
  ["a start, until its first scrapes have come", SCRAPE, { [SCRAPES]: "_ 1x60" }, [quiet("1m"), quiet("12m")]],
  ["ten minutes of failures", SCRAPE, { [SCRAPES]: "1x20 0x40" }, [quiet("29m"), fires("31m"), fires("60m")]],
  ["scrapes that are no longer made", SCRAPE, { [SCRAPES]: "1x20 _x40" }, [quiet("29m"), fires("31m"), fires("60m")]],
  ["scrapes that never were", SCRAPE, { [SCRAPES]: "_x60" }, [quiet("7m"), fires("8m")]],
  ["every second one that fails", SCRAPE, { [SCRAPES]: "1 0 1 0 1 0 1 0 1 0 1 0 1 0 1 0 1" }, [fires("16m")]],
  ["one of six that fails", SCRAPE, { [SCRAPES]: "1 1 1 1 1 0 1 1 1 1 1 0 1 1 1 1 1 0 1 1 1 1 1" }, [quiet("22m")]],
  ["its return", SCRAPE, { [SCRAPES]: "1x20 0x20 1x20" }, [fires("41m"), quiet("47m")]],
  [
    "keeps the others quiet of missing data",
    `${CPU}.critical`,
    { ...cpus("0+5x20 _x40", "0+6x20 _x40"), [SCRAPES]: "1x20 0x40" },
    [quiet("22m"), quiet("24m"), quiet("40m"), quiet("60m")],
    noData(`${CPU}.critical`),
  ],
  [
    "and after its return, while their windows fill",
    `${CPU}.critical`,
    { ...cpus("0+5x20 _x20 200+5x20", "0+6x20 _x20 240+6x20"), [SCRAPES]: "1x20 0x20 1x20" },
    [quiet("41m"), quiet("43m"), quiet("45m"), quiet("50m")],
    noData(`${CPU}.critical`),
  ],
  [
    "and after a start",
    `${CPU}.critical`,
    { ...cpus("_ 0+5x20", "_ 0+6x20"), [SCRAPES]: "_ 1x20" },
    [quiet("0m"), quiet("1m"), quiet("3m"), quiet("8m")],
    noData(`${CPU}.critical`),
  ],
];

const all = [
  ...heartbeat,
  ...scrape,
  ...outage,
  ...queryTime,
  ...cache,
  ...cpu,
  ...memories,
  ...diskSpace,
  ...pool,
  ...slow,
  ...soon,
];

describeWithPromtool("the catalogue's rules in promtool", () => {
  it.each(all.map((each) => [`${each[4] ?? each[1]}: ${each[0]}`, each] as const))(
    "%s",
    (_, [, rule, input, moments, alertname]) => {
      expectContent(test(rule, input, moments, alertname ?? rule));
    },
  );

  it.each<readonly [string, Input, Moment]>([
    ["database.disk.critical", disks("30+0x60"), { ...fires("10m", { mountpoint: "/data" }), now: "97.00 %" }],
    ["database.slow_queries.wait.critical", wait("7.5+0x60"), { ...fires("10m"), now: "7.50 s" }],
  ])("says the value, with its unit, in %s", (rule, input, moment) => {
    expectContent(test(rule, input, [moment]));
  });

  it("asks of every rule that it fires and that it keeps quiet", () => {
    const asked = (fired: boolean): ReadonlySet<string> =>
      new Set(
        all
          .filter(([, rule, , , alertname]) => (alertname ?? rule) === rule)
          .filter(([, , , moments]) => moments.some(({ alerts }) => alerts.length > 0 === fired))
          .map(([, rule]) => rule),
      );
    expect([...asked(true)].toSorted()).toEqual([...rules.keys()].toSorted());
    expect([...asked(false)].toSorted()).toEqual([...rules.keys()].toSorted());
  });

  it("could fail: an alert that does not come is found", () => {
    const { content, said } = test(DOWN, { [up]: "1+0x20" }, [fires("10m")]);
    expect(content).toBe(false);
    expect(said).toContain("FAILED");
  });
});

describeWithPromtool("the files that `npm run rules` writes", () => {
  it.each(environmentNames)("are rule files and a configuration for promtool (%s)", (name) => {
    const { environment } = loadEnvironment(ROOT, name);
    if (environment === undefined) throw new Error(`the configuration of ${name} has a fault`);
    const files = toFiles(prometheusRules(catalogue, policies, environment), environment);
    expect([...files.keys()]).toEqual(["database.rules.yml", "monitoring.rules.yml", "prometheus.yml"]);
    for (const [file, text] of files) writeFileSync(join(folder, file), text);
    for (const [file, found] of [
      ["database.rules.yml", "27 rules found"],
      ["monitoring.rules.yml", "1 rules found"],
    ] as const) {
      const checked = promtool("check", "rules", join(folder, file));
      expectContent(checked);
      expect(checked.said).toContain(found);
    }
    expectContent(promtool("check", "config", "--syntax-only", join(folder, "prometheus.yml")));
  });

  it("could fail: promtool refuses what is no PromQL", () => {
    const rule = ruleOf(DOWN);
    writeFileSync(join(folder, "rules.yml"), toRuleFile([{ ...rule, query: { ...rule.query, value: "min(pg_up" } }]));
    expect(promtool("check", "rules", join(folder, "rules.yml")).content).toBe(false);
  });
});
