import { minutes, seconds } from "../model/quantity";
import { prometheus } from "../model/sources/prometheus";
import { heartbeatRow, testContext, watchOf } from "../../testing/context";
import { accepts, check } from "./limits";
import { render } from "./render";
import { rulesOf } from "./rule";
import { toRuleFile } from "./rule-file";
import { guardedByScrape, whileScraped, withoutGuard } from "./scrape";

const source = prometheus.scrape();

const row = (at = minutes(10)) => heartbeatRow(source, at);

const succeeded = (span: string): string => `max(sum_over_time(up{scrape_job="driplo-prod-supabase"}[${span}]))`;

describe("the scrape's own rule", () => {
  it("breaches with the second scrape of six that fails, and holds that for the rest of its threshold", () => {
    const groups = render(watchOf(row(), source), testContext);
    expect(groups.flatMap(check)).toEqual([]);
    expect(groups).toMatchObject([
      {
        args: {
          rules: [
            {
              datas: [
                { model: JSON.stringify({ expr: succeeded("6m"), instant: true, range: false, refId: "A" }) },
                { model: expect.stringContaining('"evaluator":{"params":[5],"type":"lt"}') as unknown },
              ],
              for: "8m",
              noDataState: "Alerting",
              execErrState: "Error",
            },
          ],
        },
      },
    ]);
  });

  it("takes in a rule file no sample of any scrape for the same", () => {
    const file = toRuleFile(rulesOf(watchOf(row(), source), testContext));
    expect(file).toContain(`expr: (${succeeded("6m")}) < 5 or absent(${succeeded("6m")})\n        for: 8m\n`);
    expect(file).not.toContain("no_data");
  });

  it.each([
    [minutes(9), undefined],
    [seconds(481), undefined],
    [minutes(8), "api.thing.critical fires after 8 min"],
    [minutes(5), "api.thing.critical fires after 5 min"],
  ])("takes a threshold of %p: %p", (at, what) => {
    expect(accepts(watchOf(row(at), source))?.what).toBe(what);
  });

  it("says why a shorter one would page at each start", () => {
    expect(accepts(watchOf(row(minutes(8)), source))).toMatchObject({
      rule: "a start of Prometheus takes 6 min to its fifth scrape, and must not page",
      remedy: "set a threshold above 8 min",
    });
  });
});

describe("what holds while scrapes succeed", () => {
  it.each([
    ["a gauge", prometheus.span("pool_wait"), 300, `${succeeded("6m")} >= 5`],
    [
      "a rise over half an hour, of which two samples are enough",
      prometheus.hits({ hits: "blocks_hit", misses: "blocks_read" }),
      1_800,
      `${succeeded("6m")} >= 5`,
    ],
    ["the last scrape alone", prometheus.span("pool_wait"), 60, `${succeeded("6m")} >= 6`],
    ["a state", prometheus.state("postgres_up"), 300, `${succeeded("6m")} >= 6`],
    [
      "all scrapes of its window but one, and one more",
      prometheus.idleTime("cpu_idle_seconds"),
      300,
      `${succeeded("6m")} >= 5`,
    ],
    ["the same of an hour", prometheus.idleTime("cpu_idle_seconds"), 3_600, `${succeeded("1h1m")} >= 60`],
    ["half of three days", prometheus.remainder("disk_free"), 259_200, `${succeeded("3d")} >= 2161`],
  ] as const)("of %s", (_, of, window, holds) => {
    expect(whileScraped("prod", of, window)).toBe(holds);
  });

  it("is taken off again where the value alone is wanted", () => {
    const scraped = whileScraped("prod", prometheus.span("pool_wait"), 300);
    const query = { value: "max(a) or on () absent(b)", side: "above", than: 1 } as const;
    expect(guardedByScrape(query, scraped)).toBe(`max(a) or on () absent(b) or on () absent(${scraped}) * 0`);
    expect(withoutGuard(guardedByScrape(query, scraped))).toBe(query.value);
    expect(withoutGuard(query.value)).toBe(query.value);
  });
});
