import { parse, stringify } from "yaml";
import { catalogue } from "../../monitors/catalogue";
import {
  describeWithPrometheus,
  firedDuring,
  startExporter,
  startPrometheus,
  type Exporter,
  type PrometheusServer,
} from "../../testing/tools/prometheus-server";
import { policies } from "../../policies";
import { prometheusRules, toFiles } from "./rule-files";
import { testProd } from "../../testing/environment";

/** What `npm run rules` writes, in Prometheus itself: its start, one series that ends, and the end of the scrape. A minute takes three seconds. */

const rules = prometheusRules(catalogue, policies, testProd);

/** The written files, with the scrape of a test's own exporter in place of Supabase's. */
const filesFor = ({ target }: Exporter): ReadonlyMap<string, string> => {
  const files = new Map(toFiles(rules, testProd));
  const { scrape_configs: scrapes, ...rest } = parse(files.get("prometheus.yml") ?? "") as {
    scrape_configs: { static_configs: object[] }[];
  };
  const [scrape] = scrapes;
  return files.set(
    "prometheus.yml",
    stringify({
      ...rest,
      scrape_configs: [
        {
          ...scrape,
          scheme: "http",
          basic_auth: undefined,
          static_configs: scrape?.static_configs.map((each) => ({ ...each, targets: [target] })),
        },
      ],
    }),
  );
};

const began = Date.now();
/** Seconds. */
const now = (): number => (Date.now() - began) / 1_000;

/** A healthy database, as Supabase's endpoint tells of it. */
const healthy: readonly (readonly [series: string, value: () => number])[] = [
  ["pg_up{}", () => 1],
  ["pg_stat_activity_xact_runtime{}", () => 2],
  ["pg_stat_statements_total_time_seconds{}", () => 10 * now()],
  ["pg_stat_statements_total_queries{}", () => 1_000 * now()],
  ["pg_stat_database_blks_hit_total{}", () => 1_000_000 * now()],
  ["pg_stat_database_blks_read_total{}", () => 100 * now()],
  [`pgbouncer_pools_server_active_connections{database="shop",user="app"}`, () => 3],
  [`pgbouncer_databases_pool_size{name="shop",database="postgres"}`, () => 20],
  [`pgbouncer_pools_client_maxwait_seconds{database="shop",user="app"}`, () => 0],
  [`node_cpu_seconds_total{cpu="0",mode="idle"}`, () => 0.9 * now()],
  ["node_memory_MemAvailable_bytes{}", () => 800],
  ["node_memory_MemTotal_bytes{}", () => 1_000],
  [`node_filesystem_avail_bytes{mountpoint="/data"}`, () => 800],
  [`node_filesystem_size_bytes{mountpoint="/data"}`, () => 1_000],
];

const project = `supabase_project_ref="${testProd.identities.supabaseProject}"`;

/** The endpoint's text, without the metrics of these names. */
const page =
  (...without: readonly string[]) =>
  (): string =>
    healthy
      .filter(([series]) => !without.some((name) => series.startsWith(name)))
      .map(([series, value]) => `${series.replace("{", `{${project},`).replace(",}", "}")} ${value()}\n`)
      .join("");

const SCRAPE_GONE = "monitoring.heartbeat.supabase.critical";

type Scenario<T> = (exporter: Exporter, server: PrometheusServer) => Promise<T>;

const play = async <T>(first: (() => string) | undefined, scenario: Scenario<T>): Promise<T> => {
  const exporter = await startExporter();
  exporter.serve(first);
  const server = await startPrometheus(filesFor(exporter));
  try {
    return await scenario(exporter, server);
  } finally {
    await server.stop();
    exporter.close();
  }
};

const seriesThatEnds = () =>
  play(page(), async (exporter, server) => {
    const start = await firedDuring(server, 13);
    const health = await server.health();
    exporter.serve(page("pg_stat_activity_xact_runtime"));
    const without = await firedDuring(server, 10);
    exporter.serve(page());
    await firedDuring(server, 2);
    return { start, health, without, after: await server.firing() };
  });

const scrapeThatEnds = () =>
  play(page(), async (exporter, server) => {
    await firedDuring(server, 8);
    exporter.serve(undefined);
    const soon = await firedDuring(server, 8.5);
    const later = await firedDuring(server, 3.5);
    exporter.serve(page());
    await firedDuring(server, 7);
    return { soon, later, after: await server.firing() };
  });

const scrapeThatNeverSucceeds = () =>
  play(undefined, async (_, server) => ({ soon: await firedDuring(server, 7), later: await firedDuring(server, 5) }));

describeWithPrometheus("the written rules in a real Prometheus", () => {
  const playAll = () => Promise.all([seriesThatEnds(), scrapeThatEnds(), scrapeThatNeverSucceeds()]);
  let played: Awaited<ReturnType<typeof playAll>>;
  // At once: each waits rather than works.
  beforeAll(async () => {
    played = await playAll();
  });

  it("page nobody after a start, and are all evaluated", () => {
    const [{ start, health }] = played;
    expect(start).toEqual([]);
    expect([...health.keys()]).toEqual(expect.arrayContaining(rules.map(({ name }) => name)));
    expect([...health.values()].filter((each) => each !== "ok")).toEqual([]);
  });

  it("tell of one series that ends by its own alert alone, and of its return", () => {
    const [{ without, after }] = played;
    expect(without).toEqual(["database.slow_queries.long.critical.no_data"]);
    expect(after).toEqual([]);
  });

  it("tell of a scrape that ends by one alert, after ten minutes, and of its return", () => {
    const [, { soon, later, after }] = played;
    expect(soon).toEqual([]);
    expect(later).toEqual([SCRAPE_GONE]);
    expect(after).toEqual([]);
  });

  it("tell of a scrape that never succeeds by the same one", () => {
    const [, , { soon, later }] = played;
    expect(soon).toEqual([]);
    expect(later).toEqual([SCRAPE_GONE]);
  });
});
