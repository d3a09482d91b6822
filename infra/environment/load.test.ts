import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { listRunbooks, loadEnvironment } from "./load";
import { validConfiguration } from "../../testing/configuration";
import { ROOT } from "../../testing/stack-configuration";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A working tree with these files and nothing else. */
const tree = (files: Readonly<Record<string, string>>): string => {
  const root = mkdtempSync(join(tmpdir(), "environment-"));
  folders.push(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
};

const stackFile = (values: Readonly<Record<string, unknown>>): string =>
  stringify({
    config: Object.fromEntries(Object.entries(values).map(([key, value]) => [`driplo-monitoring:${key}`, value])),
  });

const RULE = "every environment has a stack file in YAML with a config block";

const faultOf = (what: string, remedy: string): Diagnostic => ({
  severity: "error",
  where: "Pulumi.prod.yaml",
  what,
  rule: RULE,
  remedy,
});

const MISSING = faultOf("is not there", 'create it: docs/bootstrap.md, "A new environment"');
const NO_CONFIG = faultOf("has no config block", "add config: with the keys of driplo-monitoring");

describe("loadEnvironment", () => {
  it("reads a stack's file and the runbooks beside it", () => {
    const root = tree({
      "Pulumi.prod.yaml": stackFile(validConfiguration("file")),
      "runbooks/api/response-time.md": "",
      "runbooks/api/graph.png": "",
    });
    const { environment, diagnostics } = loadEnvironment(root, "prod");
    expect(diagnostics).toEqual([]);
    expect(environment?.aws.accountId).toBe("111111111111");
    expect(environment?.runbooks).toEqual(new Set(["api/response-time.md"]));
  });

  it.each<readonly [string, string | undefined, Diagnostic]>([
    ["is missing", undefined, MISSING],
    ["is empty", "", NO_CONFIG],
    ["has no config block", "encryptionsalt: v1:abc\n", NO_CONFIG],
    ["has a list for its config", "config: [a, b]\n", NO_CONFIG],
    ["is a list", "- config\n", NO_CONFIG],
  ])("says what to do where the file %s", (_fault, text, diagnostic) => {
    const root = tree({ "runbooks/a.md": "", ...(text === undefined ? {} : { "Pulumi.prod.yaml": text }) });
    expect(loadEnvironment(root, "prod")).toEqual({ environment: undefined, diagnostics: [diagnostic] });
  });

  it.each([
    ["a bracket left open", "config:\n  a: [1, 2\n", "line 3, column 1"],
    ["a tab for blanks", "config:\n\ta: 1\n", "line 2, column 1"],
    ["a key twice", "config:\n  a: 1\n  a: 2\n", "line 3, column 3"],
  ])("names the place of %s", (_fault, text, place) => {
    const { environment, diagnostics } = loadEnvironment(tree({ "Pulumi.prod.yaml": text }), "prod");
    expect(environment).toBeUndefined();
    expect(diagnostics).toEqual([
      {
        ...faultOf("", "mend Pulumi.prod.yaml at that place"),
        what: expect.stringMatching(new RegExp(`^is not YAML: .* at ${place}$`)) as string,
      },
    ]);
  });

  it("leaves keys of other projects alone, and says of ours what is wrong", () => {
    const values = { ...validConfiguration("file"), email: "nobody" };
    const text = `${stackFile(values)}  aws:region: eu-west-3\n`;
    const { environment, diagnostics } = loadEnvironment(tree({ "Pulumi.prod.yaml": text }), "prod");
    expect(environment).toBeUndefined();
    expect(diagnostics.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "Pulumi.prod.yaml, email: must be the e-mail address of the team's list",
    ]);
  });

  it.each(["dev", "prod"] as const)("reads the committed file of %s", (name) => {
    const { environment, diagnostics } = loadEnvironment(ROOT, name);
    expect(diagnostics).toEqual([]);
    expect(environment?.name).toBe(name);
    expect(environment?.ownsAccount).toBe(name === "prod");
  });

  it("says that an alias has no anchor", () => {
    const { diagnostics } = loadEnvironment(tree({ "Pulumi.prod.yaml": "config: *nowhere\n" }), "prod");
    expect(diagnostics.map(({ where }) => where)).toEqual(["Pulumi.prod.yaml"]);
  });

  it("finds no runbooks where the folder is not there", () => {
    expect(listRunbooks(tree({}))).toEqual(new Set());
  });
});
