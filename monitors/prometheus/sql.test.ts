import { count, days, deviations, hours, minutes, percent, seconds, type Quantity } from "../model/quantity";
import type { MissingData } from "../model/missing-data";
import type { SignalDefinition } from "../model/signal";
import type { Seasonality } from "../model/signal-kind";
import { business, kindsOfNumber, type BusinessSource } from "../model/sources/business";
import { testContext, watchOf } from "../../testing/context";
import { accepts } from "./limits";
import { render, uidOf } from "./render";
import { rulesOf } from "./rule";

const text = { title: "Thing", impact: "It hurts.", firstAction: "Look.", runbook: "api/page.md" } as const;

const scarce = {
  ...text,
  kind: "anomaly",
  side: "below",
  seasonality: "weekly",
  window: hours(1),
  warning: { at: deviations(3), priority: "P3" },
  missingData: "notify",
  source: business.number("new_listings"),
} as const satisfies SignalDefinition;

const both = {
  ...scarce,
  side: "both",
  critical: { at: deviations(5), side: "below", priority: "P1" },
} as const satisfies SignalDefinition;

const found = {
  ...text,
  kind: "hit_ratio",
  critical: { at: percent(60), priority: "P2" },
  minimumTraffic: count(50),
  missingData: "notify",
  source: business.number("search_success"),
} as const satisfies SignalDefinition;

const disputed = {
  ...text,
  kind: "error_ratio",
  window: days(7),
  critical: { at: percent(0.7), priority: "P1" },
  minimumTraffic: count(500),
  missingData: "ok",
  source: business.badShare("disputes", { leastBad: count(5) }),
} as const satisfies SignalDefinition;

const moved = {
  ...text,
  kind: "change",
  side: "below",
  against: days(7),
  window: hours(3),
  critical: { at: percent(40), priority: "P1" },
  minimumTraffic: count(50),
  missingData: "ok",
  source: business.number("completed_orders"),
} as const satisfies SignalDefinition;

const silent = {
  ...text,
  kind: "silence",
  critical: { at: minutes(15), priority: "P0" },
  minimumTraffic: count(5),
  missingData: "notify",
  source: business.number("successful_payments"),
} as const satisfies SignalDefinition;

const late = {
  ...text,
  kind: "count",
  window: days(1),
  warning: { at: count(0), priority: "P3" },
  missingData: "notify",
  source: business.number("late_payouts"),
} as const satisfies SignalDefinition;

const queries = (row: SignalDefinition, source: BusinessSource) =>
  rulesOf(watchOf(row, source), testContext).map(({ query }) => query);

describe("Grafana's rule groups of business numbers", () => {
  it("read the shop's database as a series of one point, take it, and compare it", () => {
    const [group, ...rest] = render(watchOf(found, found.source), testContext);
    expect(rest).toEqual([]);
    expect(group).toEqual({
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
            condition: "C",
            datas: [
              {
                refId: "A",
                datasourceUid: {
                  late: "reference",
                  type: "grafana:oss/dataSource:DataSource",
                  name: "business",
                  property: "uid",
                },
                relativeTimeRange: { from: 300, to: 0 },
                model: JSON.stringify({
                  editorMode: "code",
                  format: "time_series",
                  rawQuery: true,
                  rawSql: `with span as (
  select now() - interval '300 seconds' as start, now() as until
),
number as (
  select span.*, case when whole >= 50 then 100.0 * part / whole end as value, whole as events, since
  from span cross join lateral (
select 1 as part
  ) as counted
)
select now() as time, coalesce(value, 100)::float8 as value from number where since is not null`,
                  refId: "A",
                }),
              },
              {
                refId: "B",
                datasourceUid: "__expr__",
                relativeTimeRange: { from: 0, to: 0 },
                model:
                  '{"datasource":{"type":"__expr__","uid":"__expr__"},"expression":"A","reducer":"last","refId":"B","type":"reduce"}',
              },
              {
                refId: "C",
                datasourceUid: "__expr__",
                relativeTimeRange: { from: 0, to: 0 },
                model:
                  '{"conditions":[{"evaluator":{"params":[60],"type":"lt"}}],"datasource":{"type":"__expr__","uid":"__expr__"},"expression":"B","refId":"C","type":"threshold"}',
              },
            ],
            for: "0s",
            noDataState: "NoData",
            execErrState: "Error",
            labels: { service: "api", env: "prod", owner: "platform", signal: "api.thing", priority: "p2" },
            annotations: {
              summary: "Thing critical: below 60 % over 5 min (prod)",
              impact: "It hurts.",
              first_action: "Look.",
              threshold: "below 60 % over 5 min. Quiet below 50 events in that time.",
              runbook_url: "https://runbooks.test/api/page.md#api-thing",
              now: '{{ with $values.B }}{{ printf "%.2f" .Value }} %{{ else }}no data{{ end }}',
            },
            isPaused: false,
            notificationSettings: {
              contactPoint: {
                late: "reference",
                type: "grafana:alerting/contactPoint:ContactPoint",
                name: "api.P2",
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
  });

  it.each<readonly [string, SignalDefinition, BusinessSource, number]>([
    ["15 minutes", silent, silent.source, 60],
    ["5 minutes", found, found.source, 60],
    ["24 minutes", { ...found, window: minutes(24) }, found.source, 120],
    ["an hour", scarce, scarce.source, 300],
    ["three hours", moved, moved.source, 900],
    ["a day", late, late.source, 3_600],
    ["a week", disputed, disputed.source, 3_600],
  ])(
    "of a window of %s ask twelve times in it, by the minute at most and by the hour at least",
    (_, row, source, every) => {
      expect(render(watchOf(row, source), testContext).map(({ args }) => args.intervalSeconds)).toEqual([every]);
    },
  );
});

describe("the SQL of a business number", () => {
  it("compares a number with the eight weeks before it, by the shop's clock, in as long a window as it takes", () => {
    const [query] = queries(scarce, scarce.source);
    expect(query).toMatchObject({ side: "above", than: 3 });
    const value = query?.value ?? "";
    expect(value.startsWith("with recursive level as (\n  select 3::float8 as deviations\n), tried as (\n")).toBe(true);
    expect(value).toContain(`with span as (
  select ago, until - (array[1, 2, 3, 4, 6, 9, 13, 19, 28, 42, 63, 94, 141, 168])[tried.step + 1] * interval '3600 seconds' as start, until
  from (
    select ago, case when ago = 0 then now()
      else (now() at time zone 'Europe/Paris' - ago * interval '604800 seconds') at time zone 'Europe/Paris' end as until
    from generate_series(0, 8) as ago
  ) as ends
),
number as (
  select span.*, amount::float8 as value, events::float8 as events, events::float8 as squares, since
  from span cross join lateral (
select 1 as amount
  ) as counted
), present as (`);
    expect(value).toContain(`select
  case when weeks >= 4 and greatest(present.events, usual.events) >= 1 then fallen end as value,
  recorded < 4 or usual.events >= 2000 or (
    weeks >= 4 and usual.events >= 1
    and there * weeks * ln(1 + 1 / nullif(weeks, 0)::float8) > (deviations ^ 2 / 2 + ln(sqrt(2 * pi()) * (deviations + 1 / deviations))) * least(4, unlike)) as enough,
  exists (select from number where since is not null) as begun
from present cross join usual cross join level
`);
    expect(
      value.endsWith(`
  ) as judged
  where not tried.enough and tried.step < 14
)
select now() as time, value from tried where begun order by step desc limit 1`),
    ).toBe(true);
  });

  it("counts of a share what is part of it, where there is enough of the whole", () => {
    const [query] = queries({ ...scarce, minimumTraffic: count(50) }, found.source);
    expect(query?.value).toContain("case when whole >= 50 then part::float8 end as value, whole::float8 as events");
    expect(query?.value).toContain(
      "sqrt(pooled * (1 - pooled) * (1 / nullif(present.events, 0) + 1 / whole)) as deviation",
    );
    expect(query?.value).toContain("and there > deviations ^ 2 * least(4, unlike)) as enough");
  });

  it("counts orders that come to more as more than one", () => {
    const [query] = queries(scarce, business.number("revenue"));
    expect(query?.value).toContain(
      "amount::float8 as value, events::float8 as events, squares::float8 as squares, since",
    );
  });

  it("has a side for each level: away from the usual, and below it alone", () => {
    const [warning, critical] = queries(both, both.source);
    expect(warning).toMatchObject({ side: "above", than: 3 });
    expect(warning?.value).toContain("then abs(fallen) end as value");
    expect(warning?.value).toContain("select 3::float8 as deviations");
    expect(critical).toMatchObject({ side: "above", than: 5 });
    expect(critical?.value).toContain("then fallen end as value");
    expect(critical?.value).toContain("select 5::float8 as deviations");
  });

  it("counts a share of bad events from the least number of them", () => {
    const [query] = queries(disputed, disputed.source);
    expect(query).toMatchObject({ side: "above", than: 0.7 });
    expect(query?.value).toContain("case when whole >= 500 and part >= 5 then 100.0 * part / whole end as value");
    expect(query?.value).toContain("coalesce(value, 0)");
  });

  it("compares with one earlier span, so far back as the row says", () => {
    const [query] = queries(moved, moved.source);
    expect(query).toMatchObject({ side: "above", than: 40 });
    expect(query?.value).toContain("ago * interval '604800 seconds'");
    expect(query?.value).toContain("generate_series(0, 1)");
    expect(query?.value).toContain("100.0 * (earlier.value - present.value) / nullif(earlier.value, 0)");
    expect(query?.value).toContain("where present.ago = 0 and present.since is not null");
  });

  it("looks for what is silent as far back as the level says, and compares with none", () => {
    const [query] = queries(silent, silent.source);
    expect(query).toMatchObject({ side: "above", than: 0 });
    expect(query?.value).toContain("now() - interval '900 seconds' as start");
    expect(query?.value).toContain("case when happened = 0 and expected >= 5 then expected end as value, since");
  });

  it("takes any for a threshold of none", () => {
    expect(queries(late, late.source)).toMatchObject([{ side: "above", than: 0 }]);
  });
});

/** Beside a spread row the compiler widens what is written in place. */
const missing = (row: SignalDefinition, missingData: MissingData): SignalDefinition =>
  row.measures === undefined ? { ...row, missingData } : row;
const rhythm = (seasonality: Seasonality): SignalDefinition => ({ ...scarce, seasonality });
const lasting = (window: Quantity<"duration">): SignalDefinition => ({ ...found, window });
const silentFor = (at: Quantity<"duration">): SignalDefinition => ({
  ...silent,
  critical: { at, priority: "P0" as const },
});
const against = (span: Quantity<"duration">): SignalDefinition => ({ ...moved, against: span });
const unguarded: SignalDefinition = { ...scarce, source: business.number("search_success") };
const mean: SignalDefinition = { ...scarce, statistic: "mean" as const };

describe("what the shop's tables refuse", () => {
  it.each<readonly [string, SignalDefinition, BusinessSource, string | undefined]>([
    ["a kind of the number", scarce, scarce.source, undefined],
    ["a kind of another", late, found.source, "the business number search_success cannot measure the kind count"],
    [
      "a usual of what has no past",
      scarce,
      late.source,
      "the business number late_payouts cannot measure the kind anomaly",
    ],
    [
      "good ones as bad ones",
      disputed,
      found.source,
      "the business number search_success cannot measure the kind error_ratio",
    ],
    ["the rhythm of the week", rhythm("weekly"), scarce.source, undefined],
    ["the rhythm of the day", rhythm("daily"), scarce.source, "a usual by the daily rhythm"],
    ["a statistic", mean, scarce.source, "mean of a business number"],
    ["a share without a minimum", unguarded, found.source, "the share search_success has no minimum of traffic"],
    ["a count without one", scarce, scarce.source, undefined],
    ["silence as a quiet hour", missing(scarce, "ok"), scarce.source, undefined],
    ["silence as the breach", missing(scarce, "breach"), scarce.source, "missingData is breach"],
    ["a state that is kept", missing(scarce, "keep"), scarce.source, "missingData is keep"],
    ["a minute", lasting(minutes(1)), found.source, undefined],
    ["less than a minute", lasting(seconds(59)), found.source, "a window of 59 s for a business number"],
    ["a week", lasting(days(7)), found.source, undefined],
    ["more than a week", lasting(days(8)), found.source, "a window of 691200 s for a business number"],
    ["eight weeks ago", against(days(56)), moved.source, undefined],
    ["nine weeks ago", against(days(63)), moved.source, "a business number is compared with 63 days earlier"],
    ["a silence of more than three minutes", silentFor(seconds(181)), silent.source, undefined],
    [
      "a silence of three minutes",
      silentFor(seconds(180)),
      silent.source,
      "api.thing.critical is told after 180 s or less",
    ],
  ])("%s", (_, row, source, what) => {
    expect(accepts(watchOf(row, source))?.what).toBe(what);
  });

  it("says which kinds there are", () => {
    expect(accepts(watchOf(scarce, late.source))).toEqual({
      what: "the business number late_payouts cannot measure the kind anomaly",
      rule: "late_payouts (payouts whose arrival date has passed, and that are not paid) measures count; anomaly is how far something is from the usual for its time",
      remedy: "change the kind, or the number",
    });
    expect(kindsOfNumber("disputes")).toEqual(["error_ratio", "anomaly", "change"]);
    expect(kindsOfNumber("successful_payments")).toEqual(["silence"]);
  });
});
