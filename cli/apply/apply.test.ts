import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundledCli } from "../../testing/bundled-cli";
import { ROOT } from "../../testing/stack-configuration";
import { refusedSteps } from "./compare";
import { reducePreview, type Plan, type Step } from "./plan";

const TREE = "a".repeat(40);
const urn = (name: string, type = "datadog:index/monitor:Monitor"): string =>
  `urn:pulumi:prod::driplo-monitoring::driplo:monitoring:MonitoringStack$${type}::${name}`;

const planOf = (...steps: readonly Step[]): Plan => ({ version: 1, stack: "prod", tree: TREE, steps });

describe("a preview is reduced", () => {
  const reduce = (...steps: readonly { readonly op: string; readonly urn: string }[]) =>
    reducePreview({ steps: [...steps] }, { stack: "prod", tree: TREE }).steps;

  it("to operations and the names of changed properties, in order, without what stays", () => {
    expect(
      reduce(
        { op: "same", urn: urn("c") },
        { op: "refresh", urn: urn("a") },
        {
          op: "update",
          urn: urn("b"),
          ...{
            diffReasons: ["tags", "message"],
            detailedDiff: { 'options.thresholds["hunter2"]': {}, message: {}, '["hunter2"]': {} },
            newState: { inputs: { message: "hunter2" } },
          },
        },
        { op: "replace", urn: urn("a"), ...{ diffReasons: ["type"], replaceReasons: ["type", "name"] } },
      ),
    ).toEqual([
      { op: "replace", urn: urn("a"), keys: ["name", "type"] },
      { op: "update", urn: urn("b"), keys: ["?", "message", "options", "tags"] },
    ]);
  });

  it("without the version of a provider's SDK, and with all else of a provider", () => {
    const provider = urn("sentry", "pulumi:providers:sentry");
    expect(reduce({ op: "update", urn: provider, ...{ diffReasons: ["version"] } })).toEqual([]);
    expect(reduce({ op: "update", urn: provider, ...{ diffReasons: ["baseUrl", "version"] } })).toEqual([
      { op: "update", urn: provider, keys: ["baseUrl", "version"] },
    ]);
    expect(reduce({ op: "replace", urn: provider, ...{ diffReasons: ["version"] } })).toHaveLength(1);
  });
});

describe("a fresh preview is held to the reviewed plan", () => {
  const reviewed = planOf(
    { op: "create", urn: urn("a"), keys: [] },
    { op: "update", urn: urn("b"), keys: ["message", "query"] },
    { op: "replace", urn: urn("c"), keys: ["type"] },
    { op: "delete", urn: urn("d"), keys: [] },
  );

  it.each<readonly [string, readonly Step[], readonly string[]]>([
    ["all of it", reviewed.steps, []],
    ["none of it is left", [], []],
    ["less of it", [{ op: "update", urn: urn("b"), keys: ["query"] }], []],
    [
      "another property",
      [{ op: "update", urn: urn("b"), keys: ["query", "tags"] }],
      ["update datadog:index/monitor:Monitor b [query, tags]: not reviewed: tags"],
    ],
    [
      "another operation",
      [{ op: "delete", urn: urn("b"), keys: [] }],
      ["delete datadog:index/monitor:Monitor b: reviewed as update"],
    ],
    [
      "another resource",
      [{ op: "create", urn: urn("e"), keys: [] }],
      ["create datadog:index/monitor:Monitor e: not in the reviewed plan"],
    ],
  ])("%s", (_name, steps, refused) => {
    expect(refusedSteps(reviewed, planOf(...steps))).toEqual(refused);
  });
});

const folder = mkdtempSync(join(tmpdir(), "apply-"));
const at = (name: string): string => join(folder, name);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const apply = (
  args: readonly string[],
  { input = "", env = {} }: { input?: string; env?: Record<string, string> } = {},
) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundledCli(), "apply", ...args], {
    cwd: ROOT,
    encoding: "utf8",
    input,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

const write = (name: string, content: unknown): string => {
  writeFileSync(at(name), typeof content === "string" ? content : JSON.stringify(content));
  return at(name);
};

const identity = ["--stack", "prod", "--tree", TREE];
const preview = (...steps: readonly object[]): string =>
  write("preview.json", { steps, duration: 1, changeSummary: {} });
const step = { op: "update", urn: urn("b"), diffReasons: ["query"], newState: { inputs: { query: "hunter2" } } };

describe("npm run apply", () => {
  it("writes and prints a plan without values, and takes it again", () => {
    expect(apply(["reduce", ...identity, "--preview", preview(step), "--out", at("plan.json")])).toEqual({
      status: 0,
      stdout: `1 change to prod, tree ${TREE}:\n  update datadog:index/monitor:Monitor b [query]\n`,
      stderr: "",
    });
    expect(readFileSync(at("plan.json"), "utf8")).not.toContain("hunter2");
    expect(apply(["compare", ...identity, "--preview", preview(step), "--reviewed", at("plan.json")])).toEqual({
      status: 0,
      stdout: "prod: 1 changes to apply, all of them reviewed\n",
      stderr: "",
    });
  });

  it("ends with 1 at what was not reviewed, and says no value", () => {
    const reviewed = write("reviewed.json", planOf());
    expect(apply(["compare", ...identity, "--preview", preview(step), "--reviewed", reviewed])).toEqual({
      status: 1,
      stdout: "",
      stderr:
        `error: prod: 1 change was not reviewed, and nothing is applied: run the workflow "preview" on main, read what it would do to tree ${TREE}, and run this job again\n` +
        "error: update datadog:index/monitor:Monitor b [query]: not in the reviewed plan\n",
    });
  });

  it("ends with 1 at the plan of another tree", () => {
    const reviewed = write("reviewed.json", { ...planOf(), tree: "b".repeat(40) });
    expect(apply(["compare", ...identity, "--preview", preview(), "--reviewed", reviewed])).toEqual({
      status: 1,
      stdout: "",
      stderr: `error: ${reviewed} is of prod, tree ${"b".repeat(40)}\n`,
    });
  });

  it.each<readonly [string, () => string, string]>([
    ["no JSON", () => write("preview.json", "secret: hunter2"), `${at("preview.json")} is no JSON`],
    [
      "no preview",
      () => preview({ op: 3 }),
      `${at("preview.json")} is not what it should be, at steps.0.op; steps.0.urn`,
    ],
    ["no file", () => at("nowhere"), `${at("nowhere")} cannot be read: name a file that is there`],
    [
      "another stack",
      () => preview({ op: "create", urn: urn("x").replace("prod", "dev") }),
      `${at("preview.json")} is of another stack: ${urn("x").replace("prod", "dev")}`,
    ],
    [
      "a name that would print as a command",
      () => preview({ op: "create", urn: `${urn("x")}\n::error::` }),
      `the plan of ${at("preview.json")} is not what it should be, at steps.0.urn`,
    ],
  ])("ends with 2 at %s, and writes nothing", (_name, file, line) => {
    rmSync(at("plan.json"), { force: true });
    expect(apply(["reduce", ...identity, "--preview", file(), "--out", at("plan.json")])).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: ${line}\n`,
    });
    expect(existsSync(at("plan.json"))).toBe(false);
  });

  it("ends with 1 at a change where none is expected", () => {
    const args = ["reduce", ...identity, "--out", at("plan.json"), "--expect-no-changes"];
    expect(apply([...args, "--preview", preview(step)])).toEqual({
      status: 1,
      stdout: `1 change to prod, tree ${TREE}:\n  update datadog:index/monitor:Monitor b [query]\n`,
      stderr: "",
    });
    expect(apply([...args, "--preview", preview({ op: "same", urn: urn("b") })]).status).toBe(0);
  });

  it("prints why a preview failed, and nothing that the runner takes for a command", () => {
    const file = write("preview.json", {
      diagnostics: [
        { severity: "warning", message: "not this" },
        { severity: "error", message: "it cannot be deleted\n::set-output name=a::b\u001b[31m\n" },
      ],
    });
    expect(apply(["errors", "--preview", file])).toEqual({
      status: 0,
      stdout: "  it cannot be deleted\n  ::set-output name=a::b[31m\n",
      stderr: "",
    });
  });

  it("finds a vendor's key in a state, and says whose", () => {
    const env = { DD_API_KEY: "0123456789abcdef", GRAFANA_HTTP_HEADERS: '{"Authorization":"Bearer glsa_0123456789"}' };
    const state = (text: string) => apply(["state", "--state", "-"], { input: text, env });
    expect(state('{"inputs":{"apiKey":"hidden"}}')).toEqual({
      status: 0,
      stdout: "the state holds none of 2 keys\n",
      stderr: "",
    });
    expect(state('{"apiKey":"\\"0123456789abcdef\\"","auth":"glsa_0123456789"}')).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "error: the state holds the key of DD_API_KEY: make it anew, and find which provider writes it down\n" +
        "error: the state holds the key of GRAFANA_HTTP_HEADERS: make it anew, and find which provider writes it down\n",
    });
  });
});
