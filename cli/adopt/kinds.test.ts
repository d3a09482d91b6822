import { ROOT } from "../../testing/stack-configuration";
import { declareEnvironment } from "../shared/load";
import { readAlarms } from "./cloudwatch-export";
import { readMonitors } from "./datadog-export";
import { adopt, type AdoptReport } from "./report";
import { toAdoptText } from "./text";
import { paintFor } from "../shared/paint";

const { environment, ...declared } = declareEnvironment(ROOT, "prod");
if (environment === undefined) throw new Error("the configuration of prod has a fault");

const adoptAll = (read: ReturnType<typeof readMonitors>): AdoptReport => {
  if ("unreadable" in read) throw new Error(read.unreadable.join());
  expect(read.faults).toEqual([]);
  return adopt([read], declared, environment);
};

interface Told {
  readonly rows: readonly string[];
  readonly why: readonly string[];
}

const tell = ({ proposals, matches }: AdoptReport): Told => {
  expect(matches).toEqual([]);
  return { rows: proposals.rows.map(({ code }) => code), why: proposals.unsayable.map(({ why }) => why) };
};

type Fields = Readonly<Record<string, unknown>>;

/** A monitor as `GET /api/v1/monitor` answers. */
const monitor = (query: string, { options = {}, ...fields }: Fields & { readonly options?: Fields } = {}): object => ({
  id: 301,
  name: "Refunds that failed",
  type: /^(logs|formula)\(/.test(query) ? "log alert" : "query alert",
  query,
  message: "Somebody looks.",
  tags: ["service:cart"],
  priority: null,
  options: { notify_no_data: false, ...options },
  ...fields,
});

const ofMonitors = (...monitors: readonly object[]): Told =>
  tell(adoptAll(readMonitors({ form: "json", content: monitors })));

/** Of log lines that match, in five minutes. */
const logs = (search: string, compared: string, span = "5m"): string =>
  `logs("${search}").index("*").rollup("count").last("${span}") ${compared}`;

/** An alarm as `aws cloudwatch describe-alarms` answers; the workers are the environment's own. */
const alarm = (fields: Fields): object => ({
  AlarmName: "workers",
  AlarmArn: "arn:aws:cloudwatch:eu-west-3:000000000002:alarm:workers",
  ActionsEnabled: true,
  AlarmActions: ["arn:aws:sns:eu-west-3:000000000002:ops"],
  Namespace: "CWAgent",
  MetricName: "mem_used_percent",
  Dimensions: [{ Name: "AutoScalingGroupName", Value: "driplo-prod-workers" }],
  // Not the catalogue's own statistic, which would be a match.
  Statistic: "Average",
  Period: 60,
  EvaluationPeriods: 5,
  DatapointsToAlarm: 3,
  Threshold: 90,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "missing",
  ...fields,
});

/** What an alarm with terms leaves out. */
const unsaid: Fields = {
  ...{ Namespace: undefined, MetricName: undefined, Statistic: undefined, Dimensions: [] },
  ...{ Period: undefined, Threshold: undefined },
};

const ofAlarms = (...alarms: readonly object[]): Told =>
  tell(adoptAll(readAlarms({ form: "json", content: { MetricAlarms: alarms } })));

/** One line of a row's code. */
const line = ({ rows }: Told, field: string): string | undefined =>
  rows
    .join("\n")
    .split("\n")
    .map((each) => each.trim())
    .find((each) => each.startsWith(`${field}:`));

describe("what a monitor of Datadog's filters by", () => {
  it("is kept where tags are joined by AND", () => {
    const told = ofMonitors(monitor("avg(last_5m):avg:system.cpu.user{env:prod AND service:cart} > 90"));
    expect(line(told, "source")).toBe(
      `source: datadog.metric({ metric: "system.cpu.user", unit: "percent", filter: "service:cart" }),`,
    );
    expect(told.why).toEqual([]);
  });

  it.each([
    ["{env:prod AND NOT service:cart}", "!service:cart"],
    ["{env:prod,!service:cart}", "!service:cart"],
    ["{env:prod AND team NOT IN (a, b)}", "!team:a,!team:b"],
    ["{(service:cart and env:prod)}", "service:cart"],
  ])("is kept of %s", (scope, filter) => {
    const told = ofMonitors(monitor(`avg(last_5m):avg:system.cpu.user${scope} > 90`));
    expect(line(told, "source")).toContain(`filter: "${filter}"`);
  });

  it.each([
    ["{env:prod AND (service:cart OR service:web)}", "OR"],
    ["{env:prod AND service IN (cart,web)}", "OR"],
    ["{env:prod,service:cart OR service:web}", "mixes"],
    ["{env:prod AND service:cart OR service:web}", "mixes"],
    ["{env:prod AND $service}", "template"],
  ])("makes no row of %s", (scope, why) => {
    const told = ofMonitors(monitor(`avg(last_5m):avg:system.cpu.user${scope} > 90`));
    expect(told.rows).toEqual([]);
    expect(told.why[0]).toContain(why);
  });

  it.each([
    // The environment is a term of the search, and not four letters of a text.
    [String.raw`env:prod \"left env:prod behind\"`, String.raw`"\"left env:prod behind\""`],
    ["service:cart AND env:prod AND -status:info", `"service:cart -status:info"`],
    ["(env:prod (service:cart OR service:web))", `"(service:cart OR service:web)"`],
    ["env:prod service:(cart OR web)", `"(service:cart OR service:web)"`],
    ["env:prod NOT (status:info AND service:web)", `"(-status:info OR -service:web)"`],
    ["env:prod @http.status_code:[500 TO 599]", `"@http.status_code:[500 TO 599]"`],
    // It starts a word that is another's.
    ["env:prod preenv:prod", `"preenv:prod"`],
  ])("is kept of the search %s", (search, kept) => {
    const told = ofMonitors(monitor(logs(search, "> 5")));
    expect(told.why).toEqual([]);
    expect(line(told, "source")).toBe(`source: datadog.logs({ search: ${kept}, feed: "application" }),`);
  });

  it.each([
    ["env:prod OR service:cart", "what it says of the environment (env:prod) is no plain condition of its own"],
    ["-env:prod service:cart", "what it says of the environment (env:prod) is no plain condition of its own"],
    ["service:cart -(env:dev) ", "what it says of the environment (env:dev) is no plain condition of its own"],
    [
      "env:prod a OR b",
      "its search cannot be taken apart: it mixes AND and OR without brackets, and no page of Datadog's says which holds faster",
    ],
    ["env:prod service:cart)", "its search cannot be taken apart: it is no search of Datadog's grammar"],
  ])("makes no row of the search %s", (search, why) => {
    expect(ofMonitors(monitor(logs(search, "> 5")))).toEqual({ rows: [], why: [why] });
  });

  it("makes no row of an index, for a row reads all", () => {
    const told = ofMonitors(monitor(`logs("env:prod service:cart").index("main").rollup("count").last("5m") > 5`));
    expect(told).toEqual({ rows: [], why: [`its index is main, and a row's would be *`] });
  });
});

describe("another environment", () => {
  it("is said, and no row", () => {
    expect(ofMonitors(monitor(logs("env:dev service:cart status:error", "> 5")))).toEqual({
      rows: [],
      why: ["it looks at env:dev, and this is prod: adopt it with --environment dev"],
    });
    expect(ofMonitors(monitor("avg(last_5m):avg:system.cpu.user{env:staging AND service:cart} > 90"))).toEqual({
      rows: [],
      why: ["it looks at env:staging, and this is prod"],
    });
  });

  it("is every one where a query names none", () => {
    expect(ofMonitors(monitor(logs("service:cart", "> 5"))).why).toEqual([
      "its query names no env, and a row looks at env:prod alone: let it say env:prod, and export it again",
    ]);
  });
});

describe("at least, and more than", () => {
  it("are the same by one where things are counted", () => {
    const told = ofMonitors(monitor(logs("env:prod @evt:refund_failed", ">= 1")));
    expect(line(told, "critical")).toBe(`critical: { at: count(0), priority: "P3" },`);
  });

  it("of a half begins at the same whole number", () => {
    expect(line(ofMonitors(monitor(logs("env:prod a", ">= 1.5"))), "critical")).toContain("count(1)");
    expect(line(ofMonitors(monitor(logs("env:prod a", "> 1.5"))), "critical")).toContain("count(1)");
  });

  it("say nothing where at least none are wanted", () => {
    expect(ofMonitors(monitor(logs("env:prod a", ">= 0")))).toEqual({
      rows: [],
      why: ["it fires at >= 0, which is always so"],
    });
  });

  it("differ of a gauge", () => {
    expect(ofMonitors(monitor("avg(last_5m):avg:system.cpu.user{env:prod} >= 90"))).toEqual({
      rows: [],
      why: ["it fires at >= 90, and a row would at > 90"],
    });
    expect(ofAlarms(alarm({ ComparisonOperator: "GreaterThanOrEqualToThreshold" }))).toEqual({
      rows: [],
      why: ["it fires at >= 90, and a row would at > 90"],
    });
  });

  it("keep both levels of a monitor with a warning", () => {
    const told = ofMonitors(
      monitor(logs("env:prod a", ">= 10"), { options: { thresholds: { critical: 10, warning: 3 } } }),
    );
    expect(line(told, "warning")).toBe(`warning: { at: count(2), priority: "P3" },`);
    expect(line(told, "critical")).toBe(`critical: { at: count(9), priority: "P3" },`);
  });

  it("lose none of three thresholds on the same", () => {
    const told = ofMonitors(
      ...[5, 50, 500].map((at, id) => monitor(logs("env:prod a", `> ${at}`), { id, name: `lines ${at}` })),
    );
    expect(told.rows.map((row) => /critical: .*count\((\d+)\)/.exec(row)?.[1])).toEqual(["5", "50", "500"]);
  });
});

describe("units", () => {
  it.each([
    "avg(last_10m):avg:shop.checkout.duration.95percentile{env:prod} > 1500",
    "avg(last_5m):max:shop.jvm.heap_memory_usage{env:prod} > 2000000000",
    "avg(last_5m):avg:driplo.pool.usage_percent{env:prod} > 90",
  ])("are no matter of a name: %s", (query) => {
    const told = ofMonitors(monitor(query));
    expect(told.rows).toEqual([]);
    expect(told.why[0]).toMatch(/^the unit of [\w.]+ is not in an export/);
  });

  it("of a metric of the catalogue's are known", () => {
    const told = ofMonitors(monitor("avg(last_5m):avg:driplo.server.cpu.used_percent{env:prod,service:other} > 90"));
    expect(line(told, "critical")).toContain("percent(90)");
  });

  it("keep a share from becoming a per cent", () => {
    expect(ofMonitors(monitor("avg(last_5m):max:system.disk.in_use{env:prod} > 0.9"))).toEqual({
      rows: [],
      why: [
        "system.disk.in_use comes as a share of 1, and a row is in percent: system.disk.utilized is the same in percent",
      ],
    });
    const lambda = ofAlarms(
      alarm({
        Namespace: "AWS/Lambda",
        MetricName: "ProvisionedConcurrencyUtilization",
        Statistic: "Maximum",
        Dimensions: [{ Name: "FunctionName", Value: "checkout" }],
        Threshold: 0.9,
      }),
    );
    expect(lambda.rows).toEqual([]);
    expect(lambda.why[0]).toContain("AWS/Lambda ProvisionedConcurrencyUtilization is not in cloudWatchMetrics");
    expect(lambda.why[0]).not.toContain("percent");
  });

  it("of an alarm that are not the metric's make no row", () => {
    expect(ofAlarms(alarm({ Unit: "Bytes" }))).toEqual({
      rows: [],
      why: ["its unit is Bytes, and a row's would be Percent"],
    });
    expect(ofAlarms(alarm({ Unit: "Percent" })).rows).toHaveLength(1);
  });
});

describe("alarms", () => {
  it("on a sum make no row, for no kind has it", () => {
    const told = ofAlarms(
      alarm({
        Namespace: "AWS/ApplicationELB",
        MetricName: "HTTPCode_Target_5XX_Count",
        Statistic: "Sum",
        Threshold: 1,
      }),
    );
    expect(told).toEqual({
      rows: [],
      why: ["the Sum of a metric: a row takes the mean, the greatest or a percentile"],
    });
  });

  it("make a row where all is the same", () => {
    const told = ofAlarms(alarm({}));
    expect(told.why).toEqual([]);
    expect(line(told, "source")).toBe(`source: cloudwatch.metric("worker_memory"),`);
    expect(line(told, "statistic")).toBe(`statistic: "mean",`);
  });

  it.each<readonly [Fields, string]>([
    [
      { Dimensions: [{ Name: "AutoScalingGroupName", Value: "driplo-dev-workers" }] },
      "its dimensions are AutoScalingGroupName=driplo-dev-workers, and a row's would be AutoScalingGroupName=driplo-prod-workers",
    ],
    [
      { Dimensions: [{ Name: "host", Value: "a" }] },
      "its dimensions are host=a, and a row's would be AutoScalingGroupName=driplo-prod-workers",
    ],
    [
      { AlarmArn: "arn:aws:cloudwatch:eu-west-3:111122223333:alarm:workers" },
      "its account is 111122223333, and a row's would be 000000000002",
    ],
    [
      { AlarmArn: "arn:aws:cloudwatch:us-east-1:000000000002:alarm:workers" },
      "its region is us-east-1, and a row's would be eu-west-3",
    ],
    [{ AlarmArn: undefined }, "it has no AlarmArn, which names its account and region"],
    [{ DatapointsToAlarm: 5 }, "its points are 5 of 5 × 60 s, and a row's would be 3 of 5 × 60 s"],
    [
      { Period: 300, EvaluationPeriods: 1, DatapointsToAlarm: 1 },
      "its points are 1 of 1 × 300 s, and a row's would be 3 of 5 × 60 s",
    ],
    [
      { EvaluationWindow: { WallClockWindow: { Timezone: "UTC" } } },
      "its points are 3 of 5 × 60 s by the clock, and a row's would be 3 of 5 × 60 s",
    ],
    [{ Statistic: "Minimum" }, "the Minimum of a metric: a row takes the mean, the greatest or a percentile"],
    [
      { ComparisonOperator: "LessThanThreshold" },
      "low is bad: of a metric only a hit_ratio, which wants its traffic, or an anomaly says that",
    ],
  ])("%j makes no row", (fields, why) => {
    expect(ofAlarms(alarm(fields))).toEqual({ rows: [], why: [why] });
  });

  const inMetrics = (fields: Fields): object => ({
    ...alarm({ ...unsaid, Threshold: 90 }),
    EvaluationPeriods: 1,
    DatapointsToAlarm: 1,
    Metrics: [
      {
        Id: "m1",
        ReturnData: true,
        MetricStat: {
          Metric: {
            Namespace: "AWS/EC2",
            MetricName: "CPUUtilization",
            Dimensions: [{ Name: "AutoScalingGroupName", Value: "driplo-prod-workers" }],
          },
          Period: 300,
          Stat: "Maximum",
        },
        ...fields,
      },
    ],
  });

  it("on another account's metric are not the catalogue's own of that name", () => {
    expect(ofAlarms(inMetrics({ AccountId: "444455556666" }))).toEqual({
      rows: [],
      why: ["its metric's account is 444455556666, and a row's would be the alarm's own"],
    });
    const own = adoptAll(
      readAlarms({ form: "json", content: { MetricAlarms: [inMetrics({ AccountId: "000000000002" })] } }),
    );
    expect(own.matches.map(({ declared: { name } }) => name)).toEqual(["infrastructure.cpu.critical"]);
  });

  it("of another account or region are no match by what they look at", () => {
    const of = (region: string, account: string) =>
      adoptAll(
        readAlarms({
          form: "json",
          content: {
            MetricAlarms: [{ ...inMetrics({}), AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:workers` }],
          },
        }),
      ).matches;
    expect(of("eu-west-3", "000000000002")).toHaveLength(1);
    expect(of("eu-west-3", "111122223333")).toEqual([]);
    expect(of("eu-central-1", "000000000002")).toEqual([]);
  });
});

describe("a band", () => {
  const metric = {
    Id: "m1",
    ReturnData: true,
    MetricStat: {
      Metric: {
        Namespace: "CWAgent",
        MetricName: "mem_used_percent",
        Dimensions: [{ Name: "AutoScalingGroupName", Value: "driplo-prod-workers" }],
      },
      Period: 60,
      Stat: "Average",
    },
  };
  const expression = { Id: "ad1", ReturnData: true, Expression: "ANOMALY_DETECTION_BAND(m1, 2.5)" };

  it("makes a row of its side and width, in whichever order the terms come", () => {
    for (const Metrics of [
      [metric, expression],
      [expression, metric],
    ]) {
      const band = { ComparisonOperator: "GreaterThanUpperThreshold", ThresholdMetricId: "ad1", Metrics };
      const told = ofAlarms(alarm({ ...unsaid, ...band }));
      expect(told.why).toEqual([]);
      expect(line(told, "side")).toBe(`side: "above",`);
      expect(line(told, "seasonality")).toBe(`seasonality: "daily",`);
      expect(line(told, "critical")).toBe(`critical: { at: deviations(2.5), priority: "P3" },`);
    }
  });

  it("without a width, or an alarm without a number, makes none", () => {
    expect(ofAlarms(alarm({ Threshold: undefined }))).toEqual({ rows: [], why: ["it names no number"] });
  });
});

describe("who tells nobody", () => {
  it("is a draft, of Datadog's", () => {
    const told = ofMonitors(monitor(logs("env:prod a", "> 5"), { draft_status: "draft" }));
    expect(line(told, "stage")).toBe(`stage: "draft",`);
    expect(
      line(ofMonitors(monitor(logs("env:prod a", "> 5"), { draft_status: "published" })), "stage"),
    ).toBeUndefined();
  });

  it("is a draft, of CloudWatch's", () => {
    expect(line(ofAlarms(alarm({ ActionsEnabled: false })), "stage")).toBe(`stage: "draft",`);
    expect(line(ofAlarms(alarm({ AlarmActions: [] })), "stage")).toBe(`stage: "draft",`);
    expect(line(ofAlarms(alarm({})), "stage")).toBeUndefined();
  });

  it.each<readonly [Fields & { readonly options?: Fields }, string]>([
    [{ options: { silenced: { "*": null } } }, "it is muted: no row says that"],
    [{ options: { silenced: { "host:a": 1_800_000_000 } } }, "it is muted for host:a: no row says that"],
    [{ matching_downtimes: [{ id: 1, scope: ["env:prod"], start: 1 }] }, "it is muted for env:prod: no row says that"],
    [{ matching_downtimes: [{ id: 1, scope: ["*"] }] }, "it is muted: no row says that"],
    [
      { options: { scheduling_options: { custom_schedule: { recurrences: [] } } } },
      "it is judged on a schedule of its own: no row says that",
    ],
  ])("%j is no row", (fields, why) => {
    expect(ofMonitors(monitor(logs("env:prod a", "> 5"), fields))).toEqual({ rows: [], why: [why] });
  });

  it("is told of a match", () => {
    const query = "avg(last_5m):avg:driplo.server.cpu.used_percent{service:driplo-api,env:prod} > 90";
    const report = adoptAll(
      readMonitors({
        form: "json",
        content: [
          monitor(query, { options: { silenced: { "*": null } } }),
          monitor(query.replace("90", "70"), { id: 2, draft_status: "draft" }),
        ],
      }),
    );
    expect(report.matches.map(({ differences }) => differences.filter(({ what }) => what === "state"))).toEqual([
      [{ what: "state", there: "muted", here: "live" }],
      [{ what: "state", there: "tells nobody", here: "live" }],
    ]);
  });
});

describe("reasons", () => {
  it.each([
    ["avg(last_5m):avg:system.cpu.user{env:prod} by {host} > 90", "its grouping is host, and a row's would be none"],
    ["max(last_5m):avg:system.cpu.user{env:prod} > 90", "its time aggregation is max, and a row's would be avg"],
    ["avg(last_5m):sum:system.cpu.user{env:prod} > 90", "sum over sources: a gauge takes the mean or the greatest"],
    ["avg(last_5m):p95:system.cpu.user{env:prod} > 90", "p95 over sources: a gauge takes the mean or the greatest"],
    [
      "avg(last_5m):avg:system.cpu.user{env:prod}.rollup(max, 60) > 90",
      "its functions are .rollup(max, 60), and a row's would be none",
    ],
    ["avg(last_5m):avg:system.cpu.user{env:prod} < 5", "low is bad: no kind of a gauge says that"],
    [
      "avg(last_5m):avg:a.b{env:prod} / avg:c.d{env:prod} > 5",
      "a formula of metrics, or a function of one: a row reads a metric as it is, and a ratio of spans or of log lines",
    ],
    [
      "avg(last_4h):anomalies(avg:system.cpu.user{env:prod}, 'basic', 2) >= 1",
      "anomalies(): a row of the kind anomaly has a query of its own, over five of its windows",
    ],
    [
      "max(next_1w):forecast(avg:system.cpu.user{env:prod}, 'linear', 1) >= 90",
      "a query of query alert that no source has",
    ],
    [
      `logs("env:prod a").index("*").rollup("cardinality", "@usr.id").last("5m") > 5`,
      "cardinality of log lines, and not their count: name two searches in datadog.logRatio, or their attempts in datadog.logOutcomes",
    ],
    [
      `logs("env:prod a").index("*").rollup("count").by("service").last("5m") > 5`,
      "counted by service: a row takes one attribute, such as @network.client.ip",
    ],
    [
      `logs("env:prod a").index("*").rollup("count").by("@a,@b").last("5m") > 5`,
      "counted by @a, @b: a row takes one attribute, such as @network.client.ip",
    ],
    [`formula("query1").last("5m") > 5`, "a formula of log lines: name the two searches in datadog.logRatio"],
    [logs("env:prod a", "< 5"), "few log lines are bad: no kind of a row says that of a number"],
    [logs("env:prod a", "> 5", "3d"), "a window of 4320 min: Datadog takes whole minutes, from 1 to 2 days for events"],
  ])("%s", (query, why) => {
    expect(ofMonitors(monitor(query))).toEqual({ rows: [], why: [why] });
  });

  it.each<readonly [string, readonly object[], string]>([
    [
      "ratio",
      [
        { Id: "e1", Expression: "100 * m1 / m2", ReturnData: true },
        {
          Id: "m1",
          ReturnData: false,
          MetricStat: { Metric: { Namespace: "A", MetricName: "B" }, Period: 60, Stat: "Sum" },
        },
        {
          Id: "m2",
          ReturnData: false,
          MetricStat: { Metric: { Namespace: "A", MetricName: "C" }, Period: 60, Stat: "Sum" },
        },
      ],
      "the expression 100 * m1 / m2: no row writes one of its own",
    ],
    [
      "insights",
      [{ Id: "q1", Expression: `SELECT MAX(CPUUtilization) FROM "AWS/EC2"`, Period: 60, ReturnData: true }],
      `the expression SELECT MAX(CPUUtilization) FROM "AWS/EC2": no row writes one of its own`,
    ],
  ])("an expression: %s", (_, Metrics, why) => {
    expect(ofAlarms(alarm({ ...unsaid, Metrics }))).toEqual({ rows: [], why: [why] });
  });

  it("says what makes the row late or sooner than its source", () => {
    const told = ofMonitors(
      monitor("avg(last_5m):avg:system.cpu.user{env:prod} > 90", {
        options: {
          require_full_window: true,
          evaluation_delay: 60,
          thresholds: { critical: 90, critical_recovery: 80 },
        },
      }),
    );
    expect(told.rows[0]).toContain(
      "// To check: full window: wanted of the source, not wanted of the row; evaluation delay: 60 s of the source, none of the row; recovery: 80 of the source, at the threshold of the row.",
    );
  });
});

describe("nothing to import", () => {
  it("is said together with the rows that there are", () => {
    const text = toAdoptText(
      adoptAll(readMonitors({ form: "json", content: [monitor(logs("env:prod a", "> 5"))] })),
      paintFor({}),
    );
    expect(text).toContain("Nothing to import: --out <folder> writes rows.ts alone.");
  });
});
