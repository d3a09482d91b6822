import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { z } from "zod";
import { bundledCli } from "../testing/bundled-cli";
import { runToEnd, type Ran } from "../testing/run-command";
import { ROOT } from "../testing/stack-configuration";
import { copyTree } from "../testing/tree";
import { environmentNames } from "../monitors/model/environment-name";
import { missingDataDecisions } from "../monitors/model/missing-data";
import { priorities } from "../monitors/model/priority";
import { channels, rungNumbers } from "../monitors/model/route";
import { kindRow, signalKinds, type SignalKind } from "../monitors/model/signal-kind";
import type { PlanJson } from "./plan/shape";
import { isObject } from "../monitors/model/unknown-value";

const json = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

/** The command line as `npm run plan` starts it, less its last word. */
const { scripts } = z.object({ scripts: z.object({ plan: z.string() }) }).parse(json(join(ROOT, "package.json")));
const START = scripts.plan.split(" ").slice(1, -1);

/** A line of one word as its script starts it, and all others of the same bundle. */
const start = (line: string, root = ROOT): Promise<Ran> => {
  const words = line.split(" ").filter((word) => word !== "");
  return runToEnd(process.execPath, [...(words.length < 2 ? START : [bundledCli(root)]), ...words], { cwd: root });
};

const runs = new Map<string, Promise<Ran>>();

/** Each line once in each tree: a run takes a third of a second, and the same line says the same. */
const review = (line: string, root = ROOT): Promise<Ran> => {
  const key = `${root} ${line}`;
  const ran = runs.get(key) ?? start(line, root);
  runs.set(key, ran);
  return ran;
};

const longLines = (text: string): readonly string[] => text.split("\n").filter((line) => line.length > 100);

/** Paths of objects whose keys are not in the order of their code units. */
const unsorted = (value: unknown, path = "$"): readonly string[] => {
  if (!isObject(value)) return [];
  const keys = Object.keys(value);
  const sorted = keys.toSorted((a, b) => (a < b ? -1 : 1));
  return [
    ...(Array.isArray(value) || keys.join() === sorted.join() ? [] : [path]),
    ...Object.entries(value).flatMap(([key, each]) => unsorted(each, `${path}.${key}`)),
  ];
};

const schema = z
  .looseObject({ $defs: z.record(z.string(), z.unknown()) })
  .parse(json(join(ROOT, "docs/plan.schema.json")));
const validate = new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile<PlanJson>(schema);

/** Where a plan breaks the schema. */
const faultsOf = (plan: unknown): readonly string[] =>
  validate(plan) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);

const planOf = (text: string): PlanJson => {
  const plan: unknown = JSON.parse(text);
  if (!validate(plan)) throw new Error(`no plan: ${JSON.stringify(validate.errors)}`);
  return plan;
};

describe("rules", () => {
  it("prints every rule to stdout, and nothing else", async () => {
    const { code, stdout, stderr } = await review("rules");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^groups:\n {2}- name: database\.reachable\.critical\n/);
    expect(stdout).toContain("alert: database.cpu.warning\n");
    expect(stdout).not.toMatch(/&a1|v1:|secure/);
    expect((await review("rules -e dev")).stdout).toContain("env: dev\n");
  });

  it("writes a file for each service and the scrape, the key by the name of its file alone", async () => {
    const folder = mkdtempSync(join(tmpdir(), "rules-"));
    try {
      const { code, stdout, stderr } = await start(`rules --environment prod --out ${join(folder, "new")}`);
      expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
      expect(stderr.trim().split("\n")).toEqual(
        ["database.rules.yml", "monitoring.rules.yml", "prometheus.yml"].map((name) => join(folder, "new", name)),
      );
      const written = ["database", "monitoring"].map((service) =>
        readFileSync(join(folder, "new", `${service}.rules.yml`), "utf8").replace(/^groups:\n/, ""),
      );
      expect(`groups:\n${written.join("")}`).toBe((await review("rules")).stdout);
      const scrape = readFileSync(join(folder, "new", "prometheus.yml"), "utf8");
      expect(scrape).toContain("      username: service_role\n      password_file: supabase-prod.key\n");
      expect(scrape).not.toMatch(/password:|v1:|secure/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("knows no environment but one", async () => {
    expect((await review("rules -e all")).code).toBe(2);
  });
});

describe("plan, as text", () => {
  it("prints every signal, level and who hears first, in 100 columns and no colour", async () => {
    const { code, stdout, stderr } = await review("plan");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(longLines(stdout)).toEqual([]);
    expect(stdout).not.toContain("\u001b");
    expect(stdout).not.toContain("…");
    expect(stdout.split("\n")[0]).toBe("prod: what would alert, at what level, and who hears of it first");
    expect(stdout).toMatch(
      /\n {2}api\.response_time {2}p95 above, over 5 min, datadog; backstop newrelic; missing data: ok\n/,
    );
    expect(stdout).toMatch(/\n {4}critical {2}2 s {15}P2 {2}development team: pagerduty, slack, email\n/);
    expect(stdout).toMatch(/\nNo diagnostics\.\n$/);
  });

  it("knows no secret: neither a ciphertext nor a role's address or number is in any format", async () => {
    for (const format of ["text", "json"]) {
      const { stdout } = await review(`plan -e all -f ${format}`);
      expect(stdout).toContain("payments.webhook_failures");
      expect(stdout).not.toMatch(/v1:|secure|engineer-1@|driplo-trial/);
    }
  });

  it("counts what its JSON holds", async () => {
    const [text, data] = await Promise.all([review("plan"), review("plan -e prod -f json")]);
    const { signals, resources } = planOf(data.stdout);
    const measures = signals.flatMap((signal) => signal.measures);
    const levels = measures.flatMap((measure) => Object.keys(measure.levels));
    expect(text.stdout).toContain(`${signals.length} signals, ${measures.length} measures, ${levels.length} levels (`);
    expect(text.stdout).toContain(`${resources.length} resources (`);
    expect(measures.filter(({ key, resources: own }) => own.length === 0 || key === "")).toEqual([]);
  });

  it("names in dev PagerDuty and Slack, and nothing that rings", async () => {
    const { code, stdout } = await review("plan -e dev");
    expect(code).toBe(0);
    expect(stdout).toContain("P3  development team: slack\n");
    expect(stdout).toContain("P0  development team: pagerduty, slack\n");
    expect(stdout).not.toMatch(/phone|sms|email/);
    expect(longLines(stdout)).toEqual([]);
  });

  it("prints all environments below one another", async () => {
    const [all, dev, prod] = await Promise.all([
      review("plan --environment all"),
      review("plan -e dev"),
      review("plan"),
    ]);
    expect(all.stdout).toBe(`${dev.stdout}\n${prod.stdout}`);
  });
});

describe("plan, as JSON", () => {
  it.each(environmentNames)(
    "of %s is the same to the byte in two runs, its keys sorted, and fits the schema",
    async (name) => {
      const line = `plan -e ${name} -f json`;
      const [first, second] = await Promise.all([review(line), start(line)]);
      expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: "" });
      expect(second.stdout).toBe(first.stdout);
      const plan: unknown = JSON.parse(first.stdout);
      expect(faultsOf(plan)).toEqual([]);
      expect(unsorted(plan)).toEqual([]);
      expect(plan).toMatchObject({ version: 1, environment: name, diagnostics: [] });
    },
  );

  it("of all is a list of both", async () => {
    const [all, dev, prod] = await Promise.all(["all", "dev", "prod"].map((name) => review(`plan -e ${name} -f json`)));
    expect(all?.code).toBe(0);
    expect(JSON.parse(all?.stdout ?? "")).toEqual([dev, prod].map((each) => planOf(each?.stdout ?? "") as unknown));
  });

  it("lists its resources by type and name, each once", async () => {
    const { resources } = planOf((await review("plan -e prod -f json")).stdout);
    const keys = resources.map(({ type, name }) => `${type} ${name}`);
    expect(keys).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe("wrong usage: 2, a message on stderr, nothing on stdout", () => {
  it.each([
    ["plan --environment nope", "argument 'nope' is invalid. Allowed choices are dev, prod, all."],
    ["plan --format nope", "argument 'nope' is invalid. Allowed choices are text, json."],
    ["plan --nope", "unknown option '--nope'"],
    ["plan nope", "too many arguments"],
    ["nope", "unknown command 'nope'"],
    ["", "Usage: monitoring"],
  ])("review %s", async (line, message) => {
    const { code, stdout, stderr } = await review(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("--help: 0, on stdout", () => {
  it.each([
    ["--help", "Usage: monitoring [options] [command]"],
    ["plan --help", "Usage: monitoring plan [options]"],
  ])("review %s", async (line, usage) => {
    const { code, stdout, stderr } = await review(line);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain(usage);
  });
});

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const copiedTree = (): string => {
  const root = copyTree();
  folders.push(root);
  return root;
};

/** With a secret in clear, a key misspelt, and the API's runbooks gone. */
const brokenTree = (): string => {
  const root = copiedTree();
  rmSync(join(root, "runbooks/api"), { recursive: true });
  const file = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
  const broken = file
    .replace(/slackToken:\s+secure: \S+/, "slackToken: hunter2-secret")
    .replace("    region:", "    regoin:");
  writeFileSync(join(root, "Pulumi.prod.yaml"), broken);
  return root;
};

describe("a plan with errors: 1, and all of them at once", () => {
  const root = brokenTree();
  const expected = [
    "Pulumi.prod.yaml, aws",
    "Pulumi.prod.yaml, aws.region",
    "Pulumi.prod.yaml, grafana.slackToken",
    "api.availability (prod)",
    "api.availability_slo (prod)",
    "api.cpu (prod)",
    "api.error_rate (prod)",
    "api.memory (prod)",
    "api.response_time (prod)",
  ];

  it("as text", async () => {
    const { code, stdout, stderr } = await review("plan", root);
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: "prod: its configuration is at fault; hosts, accounts and ids are placeholders\n",
    });
    const places = [...stdout.matchAll(/^error {2}(.*?) {2}/gm)].map(([, where]) => where);
    expect(places).toEqual(expected);
    expect(stdout).toContain("9 errors, 0 warnings");
    expect(stdout).not.toContain("hunter2");
    expect(stdout).not.toContain("No diagnostics.");
  });

  it("and then writes no rules", async () => {
    const { code, stdout, stderr } = await review("rules", root);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain("error  Pulumi.prod.yaml, aws.region");
    expect(stderr).not.toContain("hunter2");
  });

  it("as JSON, which still fits the schema", async () => {
    const { code, stdout } = await review("plan -e prod -f json", root);
    expect(code).toBe(1);
    expect(planOf(stdout).diagnostics.map(({ where }) => where)).toEqual(expected);
    expect(stdout).not.toContain("hunter2");
  });

  it("of one environment among all", async () => {
    const [all, dev] = await Promise.all([
      review("plan --environment all --format json", root),
      review("plan -e dev -f json", root),
    ]);
    expect(all.code).toBe(1);
    expect(
      planOf(dev.stdout)
        .diagnostics.map(({ where }) => where)
        .filter((where) => where.includes("yaml")),
    ).toEqual([]);
  });

  it("in 100 columns, too", async () => {
    expect(longLines((await review("plan", root)).stdout)).toEqual([]);
  });
});

/** With a fault in each kind of file that no row shows. */
const forgetfulTree = (): string => {
  const root = copiedTree();
  const change = (file: string, before: string | RegExp, after: string): void => {
    const text = readFileSync(join(root, file), "utf8");
    expect(text).toMatch(before);
    writeFileSync(join(root, file), text.replace(before, after));
  };
  cpSync(join(root, "Pulumi.prod.yaml"), join(root, "Pulumi.dev.yaml"));
  writeFileSync(join(root, "monitors/catalogue/returns.ts"), "export const returns = {};\n");
  change("CODEOWNERS", /^.*catalogue\/search.ts.*\n/m, "");
  change("docs/plan.schema.json", '["dev", "prod"]', '["prod"]');
  change("infra/integrations/business-metrics/searches.sql", "where created_at", "where created_on");
  change("runbooks/api/resources.md", /^# .*\n/, "");
  change("runbooks/api/error-rate.md", "## First look", "## Look");
  return root;
};

describe("a plan of files that were forgotten", () => {
  it("names each of them, and each key of a stack's file that is another's copy", async () => {
    const { code, stdout } = await review("plan -e dev -f json", forgetfulTree());
    expect(code).toBe(1);
    const places = planOf(stdout).diagnostics.map(({ where }) => where);
    expect(places).toEqual(
      expect.arrayContaining([
        "CODEOWNERS",
        "Pulumi.dev.yaml, aws.accountId",
        "Pulumi.dev.yaml, grafana.slackToken",
        "Pulumi.dev.yaml, identities.apiHost",
        "Pulumi.dev.yaml, vercel.projects.api",
        "docs/plan.schema.json, properties.environment.enum",
        "infra/integrations/business-metrics/searches.sql",
        "monitors/catalogue/returns.ts",
        "runbooks/api/resources.md (dev)",
        "runbooks/api/error-rate.md (dev)",
      ]),
    );
    expect(stdout).not.toMatch(/v1:|secure/);
  });
});

describe("regressions", () => {
  // `plan | head` ends in an unhandled EPIPE and a stack trace.
  it("ends in silence when nobody reads on", async () => {
    const line = `${process.execPath} ${START.join(" ")} plan -e all -f json | head -1`;
    const { stderr } = await runToEnd("bash", ["-c", line]);
    expect(stderr).toBe("");
  });
});

/** A plan with every part that the schema knows. */
const example = {
  version: 1,
  environment: "prod",
  signals: [
    {
      id: "api.response_time",
      service: "api",
      owner: "platform",
      title: "API response time",
      runbook: "api/response-time.md",
      stage: "live",
      measures: [
        {
          key: "main",
          kind: "latency",
          statistic: "p95",
          minimumTraffic: 20,
          window: "5m",
          breach: "above",
          vendor: "datadog",
          backstop: "cloudwatch",
          missingData: "ok",
          emitters: [{ feed: "datadog:spans/api", by: "drain", who: "a drain", status: "later" }],
          levels: { critical: { threshold: { value: 2000, unit: "ms" }, priority: "P2" } },
          routes: { critical: [{ after: "0s", rung: 1, who: "development team", channels: ["slack"] }] },
          stillMeasured: ["missing data: notify", "monitoring.heartbeat.datadog"],
          resources: ["datadog:index/monitor:Monitor api.response_time.critical"],
        },
      ],
    },
  ],
  quiet: [
    {
      key: "upgrade",
      reason: "The database is away",
      owner: "data",
      from: "2027-03-14T21:00:00Z",
      until: "2027-03-14T22:30:00Z",
      signals: ["api.response_time"],
      loud: [{ vendor: "prometheus", signals: ["api.response_time"] }],
      resources: ["datadog:index/downtimeSchedule:DowntimeSchedule upgrade.api"],
    },
  ],
  objectives: [
    {
      id: "api.availability_slo",
      service: "api",
      owner: "platform",
      title: "API availability",
      good: "API requests not answered with a 5xx",
      runbook: "api/availability-slo.md",
      target: 99.95,
      period: "30d",
      vendor: "datadog",
      emitters: [{ feed: "datadog:spans/driplo-api", status: "missing" }],
      tiers: [
        {
          tier: "one_hour",
          burnRate: 14.4,
          priority: "P1",
          longWindow: "1h",
          shortWindow: "5m",
          minimumBadEvents: 20,
          message: "At this rate the 30-day budget is gone in 2 days.",
          resources: ["datadog:index/monitor:Monitor api.availability_slo.one_hour"],
          suppressedBy: [],
          route: [{ after: "0s", rung: 1, who: "development team", channels: ["slack"] }],
        },
      ],
      stillMeasured: ["monitoring.heartbeat.datadog"],
      switchedOff: [{ tier: "one_day", reason: "told by the others" }],
      resources: ["datadog:index/monitor:Monitor api.availability_slo.one_hour"],
    },
  ],
  resources: [{ vendor: "datadog", type: "datadog:index/monitor:Monitor", name: "api.response_time.critical" }],
  diagnostics: [{ severity: "error", where: "a", what: "b", rule: "c", remedy: "d" }],
};

/** The value with one place set, or taken out where `change` is undefined. */
const edit = (value: unknown, path: string, change: unknown): unknown => {
  const [key = "", ...rest] = path.split("/");
  const parts = isObject(value) ? Object.entries(value) : [];
  const inner = parts.find(([each]) => each === key)?.[1] as unknown;
  const next = rest.length === 0 ? change : edit(inner, rest.join("/"), change);
  if (Array.isArray(value)) return value.map((each: unknown, index) => (String(index) === key ? next : each));
  return Object.fromEntries(
    [...parts.filter(([each]) => each !== key), [key, next]].filter(([, each]) => each !== undefined),
  );
};

describe("docs/plan.schema.json", () => {
  const measure = "signals/0/measures/0";
  const threshold = `${measure}/levels/critical/threshold`;

  it("takes a whole plan", () => {
    expect(faultsOf(example)).toEqual([]);
    expect(faultsOf(edit(example, threshold, { event: "wrong_answer" }))).toEqual([]);
    expect(faultsOf(edit(example, `${measure}/emitters/0`, { feed: "datadog:logs/a", status: "missing" }))).toEqual([]);
  });

  /** Where, what is put there, and where that is seen if not in the same place. */
  const wrong: readonly (readonly [string, unknown, string?])[] = [
    ["version", 2],
    ["environment", "staging"],
    ["diagnostics", undefined, ""],
    ["more", true, ""],
    ["signals/0/id", "response_time"],
    ["signals/0/runbook", "api/response-time"],
    ["signals/0/measures", []],
    [`${measure}/kind`, "latensy"],
    [`${measure}/statistic`, "p94"],
    [`${measure}/window`, "5 min"],
    [`${measure}/breach`, "over"],
    [`${measure}/missingData`, undefined, measure],
    [`${measure}/levels`, {}],
    [`${measure}/levels/fatal`, { threshold: { value: 1, unit: "ms" }, priority: "P0" }, `${measure}/levels`],
    [`${measure}/levels/critical/priority`, "P4"],
    [`${threshold}/value`, "2000"],
    [`${threshold}/unit`, "s"],
    [threshold, { value: 1, unit: "ms", event: "new" }],
    [threshold, {}],
    [`${measure}/routes/critical/0/rung`, 5],
    [`${measure}/routes/critical/0/channels/0`, "pigeon"],
    [`${measure}/emitters/0/status`, "soon"],
    [`${measure}/stillMeasured`, undefined, measure],
    [`${measure}/stillMeasured/0`, "missing data: ok"],
    ["quiet", undefined, ""],
    ["quiet/0/until", "2027-03-14T23:30+01:00"],
    ["quiet/0/signals", []],
    ["quiet/0/loud/0/vendor", ""],
    ["objectives/0/target", 100],
    ["objectives/0/good", undefined, "objectives/0"],
    ["objectives/0/tiers/0/tier", "week"],
    ["objectives/0/tiers/0/burnRate", 0],
    ["objectives/0/tiers/0/minimumBadEvents", 0],
    ["objectives/0/tiers/0/longWindow", "an hour"],
    ["objectives/0/switchedOff/0/tier", "week"],
    ["signals/0/suppressedBy", []],
    ["resources/0/type", "Monitor"],
    ["diagnostics/0/severity", "info"],
    ["diagnostics/0/remedy", ""],
  ];

  it.each(wrong.map(([path, change, seen = path]) => ({ path, change, seen })))(
    "refuses at $path: $change",
    ({ path, change, seen }) => {
      const places = faultsOf(edit(example, path, change)).map((fault) => fault.slice(0, fault.indexOf(" ")));
      expect(places).toContain(seen === "" ? "" : `/${seen}`);
    },
  );

  /** The words that the schema lists, sorted. */
  const listed = (definition: string, ...path: readonly string[]): readonly unknown[] => {
    const found = ["properties", ...path].reduce<unknown>(
      (at, key) => (isObject(at) ? (Reflect.get(at, key) as unknown) : undefined),
      schema.$defs[definition],
    );
    return z.array(z.unknown()).parse(found).toSorted();
  };

  it("knows the words that the code knows, and no other", () => {
    const kinds = Object.keys(signalKinds) as SignalKind[];
    expect(listed("measure", "kind", "enum")).toEqual(kinds.toSorted());
    expect(listed("measure", "missingData", "enum")).toEqual(missingDataDecisions.toSorted());
    expect(listed("level", "priority", "enum")).toEqual(priorities.toSorted());
    expect(listed("step", "rung", "enum")).toEqual(rungNumbers.toSorted());
    expect(listed("step", "channels", "items", "enum")).toEqual(channels.toSorted());
    const statistics = new Set(kinds.flatMap((kind) => kindRow(kind).statistics));
    expect(listed("measure", "statistic", "enum")).toEqual(expect.arrayContaining([...statistics]));
    const units = new Set(kinds.map((kind) => kindRow(kind).unit).filter((unit) => unit !== "none"));
    const known = JSON.stringify(schema.$defs["threshold"]);
    expect([...units].filter((unit) => !known.includes(`"${unit}"`))).toEqual([]);
  });
});
