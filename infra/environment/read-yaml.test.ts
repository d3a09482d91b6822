import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadEnvironment } from "./load";
import { parseYaml } from "./read-yaml";

describe("YAML of a stack", () => {
  // The parser's own search for a key that is there twice took half a minute.
  it("with 40,000 keys is read in a time that grows with them alone, and a key that is there twice is found", () => {
    const keys = Array.from({ length: 40_000 }, (_, index) => `k${index}: 1\n`).join("");
    const before = process.cpuUsage();
    expect(parseYaml(keys)).toHaveProperty("content.k39999", 1);
    const { user } = process.cpuUsage(before);
    expect(user / 1e6).toBeLessThan(8);
    expect(parseYaml("a:\n  b: 1\n  c: 2\n  b: 3\n")).toEqual({
      why: "Map keys must be unique at line 4, column 3",
    });
  });

  it("whose aliases multiply, or that is nested without end, is refused in words", () => {
    const lines = ["ab", "bc", "cd", "de", "ef", "fg", "gh", "hi"].map(([previous = "", name = ""]) => {
      const before = `*${previous}`;
      return `${name}: &${name} [${Array.from({ length: 10 }, () => before).join()}]`;
    });
    expect(parseYaml(["a: &a [x,x,x,x,x,x,x,x,x,x]", ...lines].join("\n"))).toEqual({
      why: "its aliases multiply to more than a hundred",
    });
    expect(parseYaml("a: *b")).toEqual({ why: "an alias points to no anchor" });
    expect(parseYaml(`a: ${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toEqual({
      why: expect.stringMatching(/^it is nested too deeply at line 1, column \d+$/) as unknown,
    });
    // Of this the parser itself took minutes.
    const before = process.cpuUsage();
    expect(parseYaml(`a: 1\nb: ${"[".repeat(200_000)}1`)).toEqual({
      why: "it is nested too deeply at line 2, column 504",
    });
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});

describe("a stack's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "stack-"));

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const saidOf = (): readonly string[] => loadEnvironment(folder, "prod").diagnostics.map(({ what }) => what);

  it("is a plain file of a megabyte at most", () => {
    writeFileSync(join(folder, "Pulumi.prod.yaml"), `config:\n  a: ${"x".repeat(1024 * 1024)}\n`);
    expect(saidOf()).toEqual(["is not read: more than 1 MB"]);
    rmSync(join(folder, "Pulumi.prod.yaml"));
    execFileSync("mkfifo", [join(folder, "Pulumi.prod.yaml")]);
    expect(saidOf()).toEqual(["is not read: a pipe; write what comes out of it into a file, and name that"]);
  });

  it("names ten of its unknown keys, and none that may be a secret", () => {
    rmSync(join(folder, "Pulumi.prod.yaml"), { force: true });
    const names = ["ghp_nam3Of4KeyThatIsASecretItself000001", ...Array.from({ length: 30 }, (_, i) => `k${i}`)];
    const keys = names.map((name) => `  driplo-monitoring:${name}: 1\n`).join("");
    writeFileSync(join(folder, "Pulumi.prod.yaml"), `config:\n${keys}`);
    expect(saidOf()).toContain(
      "unknown keys: one of 39 letters that is no name, k0, k1, k2, k3, k4, k5, k6, k7, k8, and 21 more",
    );
  });
});
