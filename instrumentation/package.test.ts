import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyticsEvents } from "../monitors/model/analytics";
import { browserActions, type BrowserAction } from "../monitors/model/sources/browser";
import { logAttributes, serverMetrics, spanAttributes } from "../monitors/model/sources/server";
import { MOST_BYTES, packageBytes } from "./browser/testing/size";
import { runCommand } from "../testing/run-command";
import { ROOT } from "../testing/stack-configuration";
import { copyTree, edit } from "../testing/tree";

/** What is written; that a shop can install, build and open it is instrumentation/example.chromium.test.ts. */

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional: boolean }>>;
}

interface Versions {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const folders: string[] = [];

afterAll(() => {
  for (const each of folders) rmSync(each, { recursive: true, force: true });
});

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), "package-"));
  folders.push(made);
  return made;
};

const write = async (root = ROOT) => {
  const out = folder();
  const ran = await runCommand(root, ["package", "--out", out]);
  const text = (name: string): string => readFileSync(join(out, name), "utf8");
  return { ...ran, out, text, manifest: () => JSON.parse(text("package.json")) as Manifest };
};

/** A tree of ours in which one file is otherwise. */
const treeWith = (path: string, change: (text: string) => string): string => {
  const root = copyTree();
  folders.push(root);
  edit(root, path, change);
  return root;
};

const versionsOf = (path: string): Readonly<Record<string, string>> => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(join(ROOT, path), "utf8")) as Versions;
  return { ...dependencies, ...devDependencies };
};

describe("the package", () => {
  let made: Awaited<ReturnType<typeof write>>;

  beforeAll(async () => {
    made = await write();
  });

  const scripts = () => made.manifest().files.filter((name) => name.endsWith(".js"));

  it("says which it is, and holds what it lists and nothing else", () => {
    const { name, version, files } = made.manifest();
    expect({ code: made.code, stdout: made.stdout }).toEqual({ code: 0, stdout: `${name}@${version}\n` });
    expect(version).toMatch(/^0\.1\.0-sha-[\da-f]{12}$/);
    const there = readdirSync(made.out, { recursive: true, encoding: "utf8" }).filter((each) =>
      /[.]|LICENSE/.test(each),
    );
    expect(there.toSorted()).toEqual([...files, "package.json"].toSorted());
    expect(files.map((each) => each.replace(/-[A-Z\d]{8}\./, "-*."))).toEqual([
      "LICENSE",
      "README.md",
      "browser/README.md",
      "browser/chunk-*.js",
      "browser/index.d.ts",
      "browser/index.js",
      "browser/mask-*.js",
      "server/README.md",
      "server/index.d.ts",
      "server/index.js",
    ]);
  });

  it("has the catalogue's names in it, and imports no file that it has not", () => {
    const browser = made.text("browser/index.js");
    const server = made.text("server/index.js");
    const types = made.text("browser/index.d.ts");
    for (const name of analyticsEvents) expect(types).toContain(`"${name}"`);
    for (const action of Object.keys(browserActions) as BrowserAction[]) {
      expect(types).toContain(`readonly ${action}: readonly ["${browserActions[action].join('", "')}"]`);
      // A step of the funnel is named by whoever calls for it.
      if (!analyticsEvents.some((step) => step === action)) expect(browser).toContain(`"${action}"`);
    }
    for (const name of [
      ...[serverMetrics.memory.metric, serverMetrics.cpu.metric],
      ...Object.values(spanAttributes),
      ...[logAttributes.event, logAttributes.outcome, logAttributes.account],
    ])
      expect(server).toContain(`"${name}"`);
    expect(`${browser}${server}${types}${made.text("server/index.d.ts")}`).not.toMatch(/from "\.\./);
  });

  it("has words of the sources in it and no row, nor a place on the machine that made it", () => {
    const from = scripts().flatMap((name) =>
      [...made.text(name).matchAll(/^\/\/ (monitors\/\S+)$/gm)].map(([, path]) => path),
    );
    expect(new Set(from)).toEqual(
      new Set(
        [
          "assert-never",
          "environment-name",
          "help-desk",
          "sources/browser",
          "sources/cloudwatch",
          "sources/sentry",
          "sources/server",
          "unknown-value",
        ].map((name) => `monitors/model/${name}.ts`),
      ),
    );
    for (const name of made.manifest().files) expect(made.text(name)).not.toContain(ROOT);
  });

  it("is no larger in a page than its sources are, and what a page does not import is not in it", () => {
    const browser = join(made.out, "browser");
    expect(packageBytes(browser)).toBeLessThan(MOST_BYTES);
    expect(packageBytes(browser, "{ instrument }")).toBeLessThan(1500);
    expect(packageBytes(browser, "{ instrument }")).toBeGreaterThan(500);
  });

  it("asks for OpenTelemetry's API, and for each SDK only where the shop has it, as our tests have it", () => {
    const { peerDependencies, peerDependenciesMeta } = made.manifest();
    const ours = versionsOf("package.json");
    for (const [name, range] of Object.entries(peerDependencies))
      expect([name, range]).toEqual([name, `^${ours[name] ?? ""}`]);
    const needed = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true);
    expect(needed).toEqual(["@opentelemetry/api"]);
    expect(Object.keys(peerDependencies)).toEqual(
      expect.arrayContaining(["@aws-sdk/client-cloudwatch", "@datadog/browser-rum", "@sentry/browser", "web-vitals"]),
    );
  });

  it("shows a page's bundle no server", () => {
    expect(made.manifest().exports).toEqual({
      "./browser": { types: "./browser/index.d.ts", default: "./browser/index.js" },
      "./server": { types: "./server/index.d.ts", browser: null, default: "./server/index.js" },
      "./package.json": "./package.json",
    });
  });

  it("is the same to the byte from another tree, and another version where an event has another name", async () => {
    const places = ["monitors/model/analytics.ts", "monitors/model/sources/browser.ts"] as const;
    const root = treeWith(places[0], (text) => text.replaceAll("begin_checkout", "begin_to_pay"));
    edit(root, places[1], (text) => text.replaceAll("begin_checkout", "begin_to_pay"));
    const other = await write(root);
    expect(other.code).toBe(0);
    expect(other.manifest().version).not.toBe(made.manifest().version);
    for (const place of places) edit(root, place, (text) => text.replaceAll("begin_to_pay", "begin_checkout"));
    const same = await write(root);
    for (const name of [...made.manifest().files, "package.json"]) expect(same.text(name)).toBe(made.text(name));
  });

  it("is not made of what does not compile, which is said by place", async () => {
    const root = treeWith("instrumentation/browser/vitals.ts", (text) => text.replace('"first_byte"', '"first_bite"'));
    const { code, stdout, stderr, out } = await write(root);
    expect({ code, stdout, wrote: readdirSync(out) }).toEqual({ code: 1, stdout: "", wrote: [] });
    expect(stderr).toContain("error: instrumentation/ does not compile; npm run check says the same\n");
    expect(stderr).toMatch(/^error: instrumentation\/browser\/vitals\.ts\(\d+,\d+\): error TS/m);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});

describe("the example of a shop", () => {
  it("has what it shares with us at our versions", () => {
    const ours = versionsOf("package.json");
    const shared = Object.entries(versionsOf("instrumentation/example/package.json")).filter(([name]) => name in ours);
    expect(shared.length).toBeGreaterThan(8);
    for (const [name, version] of shared) expect([name, version]).toEqual([name, ours[name]]);
  });

  it("has a lockfile that names no host", () => {
    const lock = readFileSync(join(ROOT, "instrumentation/example/package-lock.json"), "utf8");
    expect(lock).toContain('"integrity": "sha512-');
    expect(lock).not.toContain('"resolved"');
  });
});
