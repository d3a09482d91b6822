import { planOf, testProd } from "../../testing/environment";
import { catalogueOf, latencyRow, level, text } from "../../testing/rows";
import { count, days, deviations, milliseconds, minutes, percent, seconds } from "../model/quantity";
import type { SignalDefinition } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { business } from "../model/sources/business";
import { datadog } from "../model/sources/datadog";
import { checkPlan } from "./check";
import { formatDiagnostic, type Diagnostic } from "./diagnostic";

const checked = (signals: Readonly<Record<string, SignalDefinition>>): readonly Diagnostic[] => {
  const rows = catalogueOf(signals);
  return checkPlan(planOf(rows), rows.emission, testProd);
};

const shareRow = {
  ...text,
  kind: "error_ratio",
  critical: level(percent(5), "P2"),
  minimumTraffic: count(100),
  missingData: "ok",
  source: datadog.spans({ service: "driplo-api", kind: "server" }),
} as const satisfies SignalDefinition;

const hitRow = { ...shareRow, kind: "hit_ratio" } as const satisfies SignalDefinition;

const daysRow = {
  ...text,
  kind: "time_left",
  critical: level(days(7), "P1"),
  missingData: "notify",
  source: datadog.certificate({ hosts: ["apiHost"], every: minutes(60), from: ["aws:eu-west-3"] }),
} as const satisfies SignalDefinition;

const eventRow = {
  ...text,
  kind: "event",
  critical: { event: "wrong_answer", priority: "P1" },
  missingData: "notify",
  source: daysRow.source,
} as const satisfies SignalDefinition;

const beatRow = {
  ...text,
  kind: "heartbeat",
  critical: level(minutes(10), "P1"),
  missingData: "breach",
  source: datadog.heartbeat({ of: "cloudwatch" }),
} as const satisfies SignalDefinition;

const anomalyRow = {
  ...text,
  kind: "anomaly",
  side: "both",
  seasonality: "weekly",
  warning: level(deviations(3), "P3"),
  missingData: "ok",
  source: latencyRow.source,
} as const satisfies SignalDefinition;

const changeRow = {
  ...text,
  kind: "change",
  statistic: "p75",
  side: "below",
  against: days(7),
  critical: level(percent(40), "P1"),
  missingData: "ok",
  source: latencyRow.source,
} as const satisfies SignalDefinition;

const critical = (at: ReturnType<typeof seconds>): SignalDefinition => ({
  ...text,
  kind: "latency",
  statistic: "p95",
  critical: level(at, "P2"),
  missingData: "ok",
  source: latencyRow.source,
});

const warningAlone = {
  kind: "latency",
  statistic: "p95",
  warning: level(seconds(1), "P3"),
  missingData: "ok",
  source: latencyRow.source,
} as const;

const unsent = datadog.metric({ metric: "nobody.sends.this", unit: "ms" });

/** A row with one fault, by its key, and all that is said of it. */
const faults: readonly (readonly [string, string, SignalDefinition, Omit<Diagnostic, "severity">])[] = [
  [
    "critical below warning, of a kind that is bad above",
    "slow",
    {
      ...latencyRow,
      warning: level(milliseconds(800), "P3"),
      critical: level(milliseconds(500), "P2"),
    },
    {
      where: "api.slow.critical (prod)",
      what: "critical 500 ms is below warning 800 ms",
      rule: "a latency's critical level must be at or above its warning",
      remedy: "monitors/catalogue/api.ts, key slow",
    },
  ],
  [
    "critical above warning, of a kind that is bad below",
    "hits",
    { ...hitRow, warning: level(percent(60), "P3"), critical: level(percent(80), "P3") },
    {
      where: "api.hits.critical (prod)",
      what: "critical 80 % is above warning 60 %",
      rule: "a hit_ratio's critical level must be at or below its warning",
      remedy: "monitors/catalogue/api.ts, key hits",
    },
  ],
  [
    "more days left at critical than at warning",
    "certificate",
    { ...daysRow, warning: level(days(7), "P3"), critical: level(days(21), "P1") },
    {
      where: "api.certificate.critical (prod)",
      what: "critical 21 days is above warning 7 days",
      rule: "a time_left's critical level must be at or below its warning",
      remedy: "monitors/catalogue/api.ts, key certificate",
    },
  ],
  [
    "a threshold that is no number",
    "nan",
    critical(milliseconds(NaN)),
    {
      where: "api.nan.critical (prod)",
      what: "the threshold is NaN ms",
      rule: "a threshold is a number of zero or more",
      remedy: "monitors/catalogue/api.ts, key nan",
    },
  ],
  [
    "a threshold without end",
    "endless",
    critical(seconds(Infinity)),
    {
      where: "api.endless.critical (prod)",
      what: "the threshold is Infinity days",
      rule: "a threshold is a number of zero or more",
      remedy: "monitors/catalogue/api.ts, key endless",
    },
  ],
  [
    "a threshold below zero",
    "negative",
    critical(milliseconds(-5)),
    {
      where: "api.negative.critical (prod)",
      what: "the threshold is -5 ms",
      rule: "a threshold is a number of zero or more",
      remedy: "monitors/catalogue/api.ts, key negative",
    },
  ],
  [
    "more than the whole",
    "share",
    { ...shareRow, critical: level(percent(101), "P2") },
    {
      where: "api.share.critical (prod)",
      what: "the threshold is 101 %",
      rule: "error_ratio is a share and cannot pass 100 %",
      remedy: "monitors/catalogue/api.ts, key share",
    },
  ],
  [
    "no deviation at all",
    "flat",
    { ...anomalyRow, warning: level(deviations(0), "P3") },
    {
      where: "api.flat.warning (prod)",
      what: "the threshold is 0 deviations",
      rule: "nothing ever stands exactly where it was before",
      remedy: "monitors/catalogue/api.ts, key flat",
    },
  ],
  [
    "a level on the side that its row leaves out",
    "sides",
    { ...anomalyRow, side: "above" as const, warning: { ...level(deviations(3), "P3"), side: "below" as const } },
    {
      where: "api.sides.warning (prod)",
      what: "the level is told below, its row above",
      rule: "a level may narrow its row's side, and not leave it",
      remedy: "set the row's side to both, or leave the level's out in monitors/catalogue/api.ts, key sides",
    },
  ],
  [
    "a comparison with itself",
    "itself",
    { ...changeRow, window: minutes(60), against: minutes(30) },
    {
      where: "api.itself (prod)",
      what: "a window of 1 h is compared with 30 min earlier",
      rule: "the earlier window ends before the present one begins",
      remedy: "compare with a time at least one window ago in monitors/catalogue/api.ts, key itself",
    },
  ],
  [
    "a greater fall warned of than woken for",
    "falls",
    { ...changeRow, warning: level(percent(50), "P3") },
    {
      where: "api.falls.critical (prod)",
      what: "critical 40 % is below warning 50 %",
      rule: "a change's critical level must be at or above its warning",
      remedy: "monitors/catalogue/api.ts, key falls",
    },
  ],
  [
    "a window of nothing",
    "window",
    { ...latencyRow, window: seconds(0) },
    {
      where: "api.window (prod)",
      what: "the window is 0 ms",
      rule: "a window is a span above zero",
      remedy: "monitors/catalogue/api.ts, key window",
    },
  ],
  [
    "a window that runs backwards",
    "backwards",
    { ...latencyRow, window: minutes(-5) },
    {
      where: "api.backwards (prod)",
      what: "the window is -300000 ms",
      rule: "a window is a span above zero",
      remedy: "monitors/catalogue/api.ts, key backwards",
    },
  ],
  [
    "a runbook that nobody wrote",
    "runbook",
    { ...latencyRow, runbook: "api/nowhere.md" },
    {
      where: "api.runbook (prod)",
      what: "the runbook runbooks/api/nowhere.md is not there",
      rule: "whoever is woken finds a page that says what to do",
      remedy: "write runbooks/api/nowhere.md, or mend the path in monitors/catalogue/api.ts, key runbook",
    },
  ],
  [
    "a key that is no id",
    "Response-Time",
    latencyRow,
    {
      where: "api.Response-Time (prod)",
      what: "the id api.Response-Time is not of the form service.key",
      rule: "ids are small letters, digits and underscores",
      remedy: "monitors/catalogue/api.ts, key Response-Time",
    },
  ],
  [
    "a feed that nobody sends",
    "unsent",
    { ...latencyRow, source: unsent },
    {
      where: "api.unsent (prod)",
      what: "nothing emits datadog:metric/nobody.sends.this",
      rule: "every source names who sends what it reads (monitors/catalogue/emission.ts)",
      remedy:
        "add the emitter to monitors/catalogue/emission.ts, or change the source in monitors/catalogue/api.ts, key unsent",
    },
  ],
  [
    "a backstop of the same vendor",
    "twice",
    { ...latencyRow, backstop: latencyRow.source },
    {
      where: "api.twice (prod)",
      what: "the backstop is of datadog, as the source is",
      rule: "a backstop is a second, independent vendor",
      remedy: "choose a source of another vendor for the backstop in monitors/catalogue/api.ts, key twice",
    },
  ],
  [
    "a backstop's feed that nobody sends",
    "backstop",
    {
      ...latencyRow,
      backstop: { ...cloudwatch.metric("cdn_origin_latency"), reads: ["cloudwatch:Nobody/SendsThis" as const] },
    },
    {
      where: "api.backstop (prod)",
      what: "nothing emits cloudwatch:Nobody/SendsThis",
      rule: "every source names who sends what it reads (monitors/catalogue/emission.ts)",
      remedy:
        "add the emitter to monitors/catalogue/emission.ts, or change the source in monitors/catalogue/api.ts, key backstop",
    },
  ],
  [
    "a heartbeat that may go missing",
    "beat",
    { ...beatRow, missingData: "notify" as const },
    {
      where: "api.beat (prod)",
      what: "a heartbeat's missing data is notify",
      rule: "that nothing is heard is what a heartbeat tells of",
      remedy: 'set missingData: "breach" in monitors/catalogue/api.ts, key beat',
    },
  ],
  [
    "a share that one event decides",
    "one",
    { ...shareRow, minimumTraffic: count(1) },
    {
      where: "api.one (prod)",
      what: "the minimum of traffic is 1",
      rule: "a share of one event is 0 % or 100 %: a single failure alone would fire it",
      remedy:
        "set minimumTraffic to at least 2, better to what a usual window has in monitors/catalogue/api.ts, key one",
    },
  ],
  [
    "a share of nothing",
    "nothing",
    { ...hitRow, minimumTraffic: count(0) },
    {
      where: "api.nothing (prod)",
      what: "the minimum of traffic is 0",
      rule: "a share of one event is 0 % or 100 %: a single failure alone would fire it",
      remedy:
        "set minimumTraffic to at least 2, better to what a usual window has in monitors/catalogue/api.ts, key nothing",
    },
  ],
  [
    "a share that one event decides over the shorter window",
    "sooner",
    {
      ...shareRow,
      critical: { ...shareRow.critical, sooner: { window: minutes(1), minimumTraffic: count(1) } },
    },
    {
      where: "api.sooner.critical (prod)",
      what: "the minimum of traffic is 1",
      rule: "a share of one event is 0 % or 100 %: a single failure alone would fire it",
      remedy:
        "set minimumTraffic to at least 2, better to what a usual window has in monitors/catalogue/api.ts, key sooner",
    },
  ],
  [
    "a minimum that is none",
    "least",
    { ...latencyRow, minimumTraffic: count(0) },
    {
      where: "api.least (prod)",
      what: "the minimum of traffic is 0",
      rule: "a minimum of traffic is a number of at least 1",
      remedy:
        "raise minimumTraffic, or leave it out where the kind allows that in monitors/catalogue/api.ts, key least",
    },
  ],
  [
    "a silence that nobody broke",
    "silence",
    {
      ...text,
      kind: "silence",
      critical: level(minutes(15), "P1"),
      minimumTraffic: count(NaN),
      missingData: "notify",
      source: business.number("successful_payments"),
    },
    {
      where: "api.silence (prod)",
      what: "the minimum of traffic is NaN",
      rule: "a minimum of traffic is a number of at least 1",
      remedy:
        "raise minimumTraffic, or leave it out where the kind allows that in monitors/catalogue/api.ts, key silence",
    },
  ],
  [
    "an impact that says nothing",
    "mute",
    { ...latencyRow, impact: " \n" },
    {
      where: "api.mute (prod)",
      what: "impact is empty",
      rule: "every message says what it is of, what users notice and what to do first",
      remedy: "write impact in monitors/catalogue/api.ts, key mute",
    },
  ],
  [
    "a title that says nothing",
    "nameless",
    { ...latencyRow, title: "" },
    {
      where: "api.nameless (prod)",
      what: "title is empty",
      rule: "every message says what it is of, what users notice and what to do first",
      remedy: "write title in monitors/catalogue/api.ts, key nameless",
    },
  ],
];

describe("checkPlan", () => {
  it.each(faults)("says of %s exactly one thing", (_fault, key, row, diagnostic) => {
    expect(checked({ [key]: row })).toEqual([{ severity: "error", ...diagnostic }]);
  });

  it("says all of it in one run, of every row", () => {
    const rows = Object.fromEntries(faults.map(([, key, row]) => [key, row]));
    const expected = faults.map(([, , , diagnostic]) => ({ severity: "error", ...diagnostic }));
    expect(checked(rows)).toEqual(expected);
    expect(expected.length).toBe(26);
  });

  it("says every fault of one row", () => {
    const found = checked({ "Bad-Key": { ...latencyRow, window: seconds(0), runbook: "no.md", source: unsent } });
    expect(found.map(({ what }) => what)).toEqual([
      "the id api.Bad-Key is not of the form service.key",
      "the runbook runbooks/no.md is not there",
      "the window is 0 ms",
      "nothing emits datadog:metric/nobody.sends.this",
    ]);
  });

  it("names the measure, where a signal has several", () => {
    const late = { ...measureOf(latencyRow), window: seconds(0) } as const;
    const found = checked({ several: { ...text, measures: { late, fine: measureOf(latencyRow) } } });
    expect(found.map(({ where }) => where)).toEqual(["api.several.late (prod)"]);
  });

  it.each<readonly [string, SignalDefinition]>([
    ["a whole row", latencyRow],
    ["equal levels above", { ...latencyRow, warning: latencyRow.critical }],
    ["equal levels below", { ...hitRow, warning: hitRow.critical }],
    ["critical at the limit of a share", { ...shareRow, critical: level(percent(100), "P2") }],
    ["a threshold of zero", critical(seconds(0))],
    ["a warning alone", { ...text, ...warningAlone }],
    ["an event", eventRow],
    [
      "a level of one side in a row of both",
      { ...anomalyRow, critical: { ...level(deviations(5), "P1"), side: "below" as const } },
    ],
    ["a change since one window ago", { ...changeRow, window: minutes(60), against: minutes(60) }],
    ["a heartbeat", beatRow],
    ["a share of two", { ...shareRow, minimumTraffic: count(2) }],
    ["a latency of one request", { ...latencyRow, minimumTraffic: count(1) }],
    ["a fall of more than the whole", { ...changeRow, critical: level(percent(120), "P1") }],
  ])("says nothing of %s", (_name, row) => {
    expect(checked({ fine: row })).toEqual([]);
  });

  it("says one thing of a NaN beside a good warning", () => {
    const found = checked({ nan: { ...latencyRow, critical: level(seconds(NaN), "P2") } });
    expect(found.map(({ what }) => what)).toEqual(["the threshold is NaN ms"]);
  });

  it("sees a measure's key that is no id", () => {
    const found = checked({ several: { ...text, measures: { "Bad Key": measureOf(latencyRow) } } });
    expect(found.map(({ where }) => where)).toEqual(["api.several.Bad Key (prod)"]);
  });
});

/** The row without its text, as one of several. */
function measureOf({ kind, statistic, critical: worst, missingData, source }: typeof latencyRow) {
  return { kind, statistic, critical: worst, missingData, source } as const;
}

describe("a diagnostic in words", () => {
  it("shows what the text that it quotes hides, in three lines of its own", () => {
    const hidden = {
      severity: "error",
      where: "a\u202eb",
      what: "c\nd",
      rule: "e\u001b[2J",
      remedy: "f\u2028",
    } as const;
    expect(formatDiagnostic(hidden)).toBe("error  a\\u202eb  c\\u000ad\n       e\\u001b[2J\n       fix: f\\u2028");
  });
});
