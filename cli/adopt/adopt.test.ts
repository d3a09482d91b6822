import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { runCommand, type Ran } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";

const MONITORS = join(__dirname, "fixtures/monitors.json");
const ALARMS = join(__dirname, "fixtures/alarms.json");

/** `npm run adopt -- …` */
const adopt = (...args: readonly string[]): Promise<Ran> => runCommand(ROOT, ["adopt", ...args]);

/** Lines below a heading of the text, up to the next. */
const below = (text: string, heading: string): readonly string[] => {
  const [, rest = ""] = text.split(`\n${heading}`);
  const [, ...lines] = (rest.split("\n\n")[0] ?? "").split("\n");
  return lines.map((line) => line.slice(2));
};

const folder = mkdtempSync(join(tmpdir(), "adopt-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const both = adopt("--datadog", MONITORS, "--cloudwatch", ALARMS, "--out", folder);

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe("exports as teams have them", () => {
  it("counts what is the catalogue's, and ends with 1 for what could not be read", async () => {
    const { code, stdout } = await both;
    expect(stdout).toContain("datadog: 13 exported, 5 of them what the catalogue declares (of 119)");
    expect(stdout).toContain("cloudwatch: 8 exported, 4 of them what the catalogue declares (of 37)");
    expect(code).toBe(1);
  });

  it("takes for the same what differs in the order of tags alone", async () => {
    expect(below((await both).stdout, "Same (1)")).toEqual([
      `api.cpu.critical  is datadog 1001 "API CPU critical: mean above 90 % over 5 min (prod)", by name`,
    ]);
  });

  it("says of each difference what taking the catalogue's would do", async () => {
    expect(below((await both).stdout, "Different (8)")).toEqual([
      `api.memory.critical  is datadog 1002 "[PROD] api memory high", by what it looks at`,
      "  threshold: 95 % → 85 %, −10.5 % (tighter)",
      "  its warning: 80 % → none (looser)",
      "  comparison: >= → >",
      "  window: 15m → 5m",
      "  missing data: notify_no_data → no notice",
      "  priority: none → 2",
      "  no data is told: after 20 min → none",
      "  tags: service:backend → service:api, owner:platform, signal:api.memory, priority:p1",
      "  handles: @slack-ops, @pagerduty-Backend → none: notification rules route by tags",
      `security.failed_logins.client.critical  is datadog 1003 "sign-in failures per ip", by what it looks at`,
      "  threshold: 400 → 500, +25 % (looser)",
      "  priority: none → 2",
      "  new groups: judged after 60 s → judged after 0 s",
      "  tags: none → service:security, env:prod, owner:security, signal:security.failed_logins, priority:p1",
      `security.failed_logins.client.warning  is datadog 1004 "sign-in failures per ip (copy)", by what it looks at`,
      "  threshold: 45 → 50, +11.1 % (looser)",
      "  window: 10m → 5m",
      "  priority: none → 3",
      "  new groups: judged after 60 s → judged after 0 s",
      "  tags: none → service:security, env:prod, owner:security, signal:security.failed_logins, priority:p2",
      // Nanoseconds there, and people read seconds.
      `storefront.page_load.warning  is datadog 1006 "LCP p75", by what it looks at`,
      "  threshold: 3 s → 2 s, −33.3 % (tighter)",
      "  missing data: default → resolve",
      "  priority: 2 → 4",
      "  tags: none → env:prod, owner:storefront, signal:storefront.page_load, priority:p3",
      "  handles: @slack-web → none: notification rules route by tags",
      "infrastructure.memory.critical  is cloudwatch driplo-prod-infrastructure.memory.critical, by name",
      "  threshold: 90 % → 95 %, +5.56 % (looser)",
      "  actions: ops → driplo-prod-infrastructure-P1-regional",
      "infrastructure.cpu.critical  is cloudwatch workers cpu, by what it looks at",
      "  comparison: GreaterThanOrEqualToThreshold → GreaterThanThreshold",
      "  state: tells nobody → live",
      "  actions: none → driplo-prod-infrastructure-P2-regional",
      "  not imported: CloudWatch cannot rename an alarm: up makes driplo-prod-infrastructure.cpu.critical, then delete this one by hand",
      "infrastructure.disk.critical  is cloudwatch driplo-prod-infrastructure.disk.critical, by name",
      "  account: 111111111111 → 000000000002",
      "  not imported: it is in the account 111111111111, and this environment is 000000000002",
      "edge.ddos.detected_unhealthy.critical  is cloudwatch driplo-prod-edge.ddos.detected_unhealthy.critical, by name",
      "  actions: driplo-prod-edge-P0 → driplo-prod-edge-P0-global",
    ]);
  });

  it("gives each of the catalogue's one of the export, the nearest by its threshold, and names the others", async () => {
    expect(below((await both).stdout, "Twice: another of the export is nearer to the catalogue's (1)")).toEqual([
      `datadog 1005 "sign-in failures per ip (old)"  looks at what security.failed_logins.client.critical does`,
    ]);
  });

  it("takes a name for a hint and no more", async () => {
    const { stdout } = await both;
    expect(below(stdout, "Perhaps, by the name alone (2)")).toEqual([
      `datadog 1007 "API response time is bad"  api.response_time`,
      `datadog 1009 "Refused uploads in the worker's log"  security.upload_violations`,
    ]);
    expect(readFileSync(join(folder, "import.json"), "utf8")).not.toContain('"1007"');
  });

  it("names what no row can say, unknown types among it", async () => {
    expect(below((await both).stdout, "No row can say (7)")).toEqual([
      `datadog 1007 "API response time is bad"  a percentile of a metric: a row measures spans with datadog.spans, or users with datadog.rum`,
      `datadog 1010 "composite"  of other monitors: a row says suppressedBy, or has measures`,
      `datadog 1011 "ntp"  an Agent's check: no source has it`,
      `datadog 1012 "future"  "quantum alert" is no type of monitor that is known here`,
      `datadog 1013 "queue backlog"  the unit of sqs.depth is not in an export, and the catalogue has no row with that metric`,
      `cloudwatch target time  AWS/ApplicationELB TargetResponseTime is not in cloudWatchMetrics (monitors/model/sources/cloudwatch.ts): look its unit up in AWS's page of it, add applicationelb_targetresponsetime: { namespace: "AWS/ApplicationELB", name: "TargetResponseTime", unit: …, resolutionSeconds: 60, identity: {}, fixed: {"LoadBalancer":"app/old/1"}, home: … }, and adopt again`,
      "cloudwatch everything  of other alarms: a row says cloudwatch.alarms with the levels of the catalogue",
    ]);
  });

  it("goes on over what cannot be read, and names each", async () => {
    expect(below((await both).stdout, "Not read (5)")).toEqual([
      `${MONITORS}: monitor 14: id is missing, or no number`,
      `${MONITORS}: monitor 15: id 1001 is there already, monitor 1`,
      `${MONITORS}: monitor 16: query is missing`,
      `${MONITORS}: monitor 17: is no monitor`,
      `${ALARMS}: metric alarm 7: AlarmName is missing`,
    ]);
  });

  it("lets no control character of an export through", async () => {
    expect((await both).stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u2028\u2029]/);
  });

  it("writes the same into JSON", async () => {
    const { stdout, code } = await adopt("--datadog", MONITORS, "--cloudwatch", ALARMS, "--format", "json");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      environment: "prod",
      counts: [
        { vendor: "datadog", exported: 13, matched: 5, declared: 119 },
        { vendor: "cloudwatch", exported: 8, matched: 4, declared: 37 },
      ],
      duplicates: [{ vendor: "datadog", form: "monitor", id: "1005", of: "security.failed_logins.client.critical" }],
      faults: { length: 5 },
    });
  });
});

describe("what pulumi import reads", () => {
  it("has each match under its vendor's component and provider, and nothing that up would replace", async () => {
    await both;
    const monitor = (name: string, id: string) => ({
      type: "datadog:index/monitor:Monitor",
      name,
      id,
      parent: "monitoring.datadog",
      provider: "datadog",
    });
    expect(JSON.parse(readFileSync(join(folder, "import.json"), "utf8"))).toEqual({
      nameTable: {
        datadog: "urn:pulumi:prod::driplo-monitoring::pulumi:providers:datadog::datadog",
        aws: "urn:pulumi:prod::driplo-monitoring::pulumi:providers:aws::aws",
      },
      resources: [
        { type: "driplo:monitoring:MonitoringStack", name: "monitoring", component: true },
        {
          type: "driplo:monitoring:DatadogMonitors",
          name: "monitoring.datadog",
          parent: "monitoring",
          component: true,
        },
        {
          type: "driplo:monitoring:CloudWatchAlarms",
          name: "monitoring.cloudwatch",
          parent: "monitoring",
          component: true,
        },
        monitor("api.cpu.critical", "1001"),
        monitor("api.memory.critical", "1002"),
        monitor("security.failed_logins.client.critical", "1003"),
        monitor("security.failed_logins.client.warning", "1004"),
        monitor("storefront.page_load.warning", "1006"),
        {
          type: "aws:cloudwatch/metricAlarm:MetricAlarm",
          name: "infrastructure.memory.critical",
          id: "driplo-prod-infrastructure.memory.critical",
          parent: "monitoring.cloudwatch",
          provider: "aws",
        },
        {
          type: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
          name: "edge.ddos.detected_unhealthy.critical",
          id: "driplo-prod-edge.ddos.detected_unhealthy.critical@us-east-1",
          parent: "monitoring.cloudwatch",
          provider: "aws",
        },
      ],
    });
  });
});

/** Messages of the compiler about a module of the catalogue. */
const compile = (module: string): readonly string[] => {
  const path = join(ROOT, "monitors/catalogue/__adopted.ts");
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
    config: { compilerOptions: object };
  };
  const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: [] }, ROOT);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([path], options, {
    ...host,
    fileExists: (file) => file === path || host.fileExists(file),
    readFile: (file) => (file === path ? module : host.readFile(file)),
    getSourceFile: (file, target) =>
      file === path ? ts.createSourceFile(file, module, target) : host.getSourceFile(file, target),
  });
  return [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()].map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, "\n"),
  );
};

describe("rows to paste", () => {
  it("are a module of the catalogue, whatever the export calls things", async () => {
    await both;
    expect(readFileSync(join(folder, "rows.ts"), "utf8")).toBe(`${ROWS}\n`);
  });

  it("compile", async () => {
    await both;
    expect(compile(readFileSync(join(folder, "rows.ts"), "utf8"))).toEqual([]);
  });

  it("do not compile with another unit", async () => {
    await both;
    const module = readFileSync(join(folder, "rows.ts"), "utf8").split("export const adopted_unsorted")[0] ?? "";
    const wrong = module.replace("percent(80)", "count(80)").replace(/^import \{ cloudwatch.*$/m, "");
    expect(compile(wrong)).toEqual([
      expect.stringContaining(`Type '"count"' is not assignable to type '"percentage"'`),
    ]);
  });
});

const ROWS = `import { count, minutes, percent } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";
import { datadog } from "../model/sources/datadog";

export const adopted_data_store = defineService({
  title: "data_store",
  owner: "platform",
  signals: {
    // datadog 1008: Réserve pool "usage" // */
    reserve_pool_usage: {
      kind: "utilisation",
      statistic: "mean",
      window: minutes(60),
      title: "Réserve pool \\"usage\\" // */",
      impact: "The pool of connections runs dry.",
      firstAction: "Open the runbook: nobody has written the first action yet.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(92.5), priority: "P1" },
      missingData: "notify",
      source: datadog.metric({ metric: "system.disk.utilized", unit: "percent", filter: "pool:main" }),
      runbook: "data-store/reserve-pool-usage.md",
    },
    // datadog 1009: Refused uploads in the worker's log
    // To check: feed: who writes these lines (monitors/catalogue/emission.ts).
    refused_uploads_in_the_worker_s_log: {
      kind: "count",
      window: minutes(1440),
      title: "Refused uploads in the worker's log",
      impact: "Sellers cannot upload.",
      firstAction: "Open the runbook: nobody has written the first action yet.",
      critical: { at: count(10), priority: "P3" },
      missingData: "keep",
      source: datadog.logs({ search: "service:worker \\"upload refused\\"", feed: "application" }),
      runbook: "data-store/refused-uploads-in-the-worker-s-log.md",
    },
  },
});

export const adopted_unsorted = defineService({
  title: "unsorted",
  owner: "platform",
  signals: {
    // cloudwatch workers hold much: workers hold much
    // cloudwatch workers hold more: workers hold more
    workers_hold_much: {
      kind: "utilisation",
      statistic: "mean",
      window: minutes(5),
      title: "workers hold much",
      impact: "No pictures alert(1) of new items.",
      firstAction: "Open the runbook: nobody has written the first action yet.",
      warning: { at: percent(75), priority: "P3" },
      critical: { at: percent(85), priority: "P3" },
      missingData: "ok",
      source: cloudwatch.metric("worker_memory"),
      runbook: "unsorted/workers-hold-much.md",
    },
  },
});`;

/** What is wrong with a whole file, in one line, and no stack trace. */
const unreadable: Readonly<Record<string, { readonly option: string; readonly text?: string; readonly says: string }>> =
  {
    "a file that is not there": { option: "--datadog", says: "there is no such file" },
    "an empty file": { option: "--datadog", text: "", says: "the file is empty" },
    "half of an answer": {
      option: "--cloudwatch",
      text: `{"MetricAlarms": [`,
      says: "begins as JSON does, and is none",
    },
    "a table": {
      option: "--cloudwatch",
      text: "AlarmName,State\na,OK\n",
      says: "is no JSON: ask the CLI with --output json",
    },
    "an error of Datadog's": {
      option: "--datadog",
      text: `{"errors":["Forbidden"]}`,
      says: "is no list of monitors, as GET /api/v1/monitor answers",
    },
    "the answer of a search": {
      option: "--datadog",
      text: `{"monitors":[],"metadata":{"page":0}}`,
      says: "is an answer of GET /api/v1/monitor/search, which leaves thresholds out: take GET /api/v1/monitor",
    },
    "a first page alone": {
      option: "--cloudwatch",
      text: `{"MetricAlarms":[],"CompositeAlarms":[],"NextToken":"x"}`,
      says: "is cut off: its last page has a NextToken (leave --max-items out)",
    },
    "an answer of another call": {
      option: "--cloudwatch",
      text: `{"Metrics":[]}`,
      says: "has neither MetricAlarms nor CompositeAlarms, as aws cloudwatch describe-alarms answers",
    },
  };

describe("nothing to import", () => {
  it("writes nothing where there is no row either", async () => {
    const out = join(folder, "nothing");
    const { code, stdout, stderr } = await adopt("--datadog", write("composite.json", COMPOSITE), "--out", out);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("Nothing to import.\n");
    expect(existsSync(out)).toBe(false);
  });
});

const COMPOSITE = JSON.stringify([{ id: 1, name: "both", type: "composite", query: "1 && 2" }]);

describe("wrong input", () => {
  it.each(Object.entries(unreadable))("%s ends with 2", async (name, { option, text, says }) => {
    const file = join(folder, `${name.replaceAll(/\W/g, "-")}.json`);
    if (text !== undefined) writeFileSync(file, text);
    const { code, stdout, stderr } = await adopt(option, file);
    expect({ code, stdout, stderr: stderr.split("\n")[0] }).toEqual({
      code: 2,
      stdout: "",
      stderr: `error: ${file}: ${says}`,
    });
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("wants an export", async () => {
    const { code, stderr } = await adopt();
    expect(code).toBe(2);
    expect(stderr).toContain("there is nothing to adopt: name an export with --datadog or --cloudwatch");
  });

  it("takes an account without any", async () => {
    const { code, stdout } = await adopt("--datadog", write("none.json", "[]"));
    expect(code).toBe(0);
    expect(stdout).toContain("Nothing to import.\n");
  });
});

/** As big and as messy as accounts become: 900 monitors in pages, of which a third are of types that no row has. */
const many = (): string => {
  const types = ["service check", "synthetics alert", "slo alert", "process alert", "quantum alert"];
  const monitors = Array.from({ length: 900 }, (_, index) => {
    const type = index % 3 === 0 ? (types[index % types.length] ?? "") : "metric alert";
    return {
      id: 5_000 + index,
      name: index % 7 === 0 ? "CPU" : `<i>${"CPU ".repeat(60)}</i> ${index}`,
      type,
      query: `avg(last_5m):max:system.cpu.user{env:prod,host:h${index}} > ${50 + (index % 50)}`,
      message: `{{#is_alert}}<div onclick="x()">Host ${index}</div>{{/is_alert}} @all`,
      tags: index % 2 === 0 ? ["service:default", "env:prod"] : null,
      options: { thresholds: { critical: 50 + (index % 50) } },
    };
  });
  return JSON.stringify([monitors.slice(0, 500), monitors.slice(500)]);
};

describe("an account of hundreds", () => {
  it("is read whole, its rows compile, and no two have a key in common", async () => {
    const { code, stdout } = await adopt("--datadog", write("many.json", many()), "--format", "json");
    expect(code).toBe(0);
    const { lacking, unsayable, rows } = JSON.parse(stdout) as {
      lacking: readonly { service: string; key: string }[];
      unsayable: readonly object[];
      rows: string;
    };
    // Of 900 each third is of another type: 300 that no row can say.
    expect(unsayable).toHaveLength(300);
    expect(lacking).toHaveLength(600);
    expect(new Set(lacking.map(({ service, key }) => `${service}.${key}`)).size).toBe(600);
    expect(new Set(lacking.map(({ service }) => service))).toEqual(new Set(["default", "unsorted"]));
    expect(compile(rows)).toEqual([]);
  });
});
