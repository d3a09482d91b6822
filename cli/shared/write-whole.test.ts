import { execFileSync } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runMeasured } from "../../testing/measured-cli";
import { CommandError } from "./exit";
import { folderOf, writeAll, writeWhole } from "./write-whole";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "whole-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const faultOf = (act: () => unknown): readonly string[] => {
  try {
    act();
  } catch (error) {
    if (error instanceof CommandError) return [error.ending, ...error.lines];
    throw error;
  }
  return [];
};

const old = (name: string): string => {
  writeFileSync(join(folder, name), "old");
  return join(folder, name);
};

describe("a file", () => {
  it("is made with the folders above it, and replaced whole with its rights", () => {
    const path = join(folder, "a/b/c.txt");
    writeWhole("--out", path, "one");
    chmodSync(path, 0o640);
    writeWhole("--out", path, "two");
    expect([readFileSync(path, "utf8"), statSync(path).mode & 0o777]).toEqual(["two", 0o640]);
    expect(readdirSync(join(folder, "a/b"))).toEqual(["c.txt"]);
  });

  it("takes the place of nothing that is no plain file, and says so in one line", () => {
    const [pipe, link, target] = [join(folder, "pipe"), join(folder, "link"), old("target")];
    execFileSync("mkfifo", [pipe]);
    symlinkSync(target, link);
    const said = (path: string) =>
      faultOf(() => {
        writeWhole("--out", path, "new");
      });
    expect(said("/dev/full")).toEqual(["usage", "--out: /dev/full is a device: name a file"]);
    expect(said(pipe)).toEqual(["usage", `--out: ${pipe} is a pipe: name a file`]);
    expect(said(link)).toEqual(["usage", `--out: ${link} is a symbolic link: name the file itself`]);
    expect(said(folder)).toEqual(["usage", `--out: ${folder} is a folder: name a file`]);
    expect(said("-")).toEqual(["usage", "--out: - is standard output, which has the result: name a file"]);
    expect(said(join(target, "below.txt"))).toEqual([
      "usage",
      `--out: ${join(target, "below.txt")} cannot be written (EEXIST): a part of its path is no folder`,
    ]);
    expect(said(join(folder, "n".repeat(300)))[1]).toMatch(
      / cannot be written \(ENAMETOOLONG\): its name is too long$/,
    );
    expect(readFileSync(target, "utf8")).toBe("old");
    expect(statSync("/dev/full").isCharacterDevice()).toBe(true);
    expect(readdirSync(folder).toSorted()).toEqual(["link", "pipe", "target"]);
  });
});

describe("several files", () => {
  it("are all there or none: every place is looked at before the first is written", () => {
    const [first, second] = [old("first"), join(folder, "second")];
    mkdirSync(second);
    const files = [first, second, "/dev/full"].map((path) => ({ path, text: "new" }));
    expect(
      faultOf(() => {
        writeAll("rules", files);
      }),
    ).toEqual(["usage", `rules: ${second} is a folder: name a file`, "rules: /dev/full is a device: name a file"]);
    expect(readFileSync(first, "utf8")).toBe("old");
  });

  it("leave nothing behind where one cannot be put down: no text, no folder, nothing half written", () => {
    const [first, blocked] = [old("first"), join(folder, "first/x")];
    const files = [first, join(folder, "new/deep/second"), blocked].map((path) => ({ path, text: "new" }));
    expect(
      faultOf(() => {
        writeAll("--out", files);
      })[1],
    ).toContain(`${blocked} cannot be written (EEXIST)`);
    expect(readFileSync(first, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["first"]);
  });

  it("go into a folder, and into nothing else", () => {
    expect(folderOf("--out", join(folder, "new"))).toBe(join(folder, "new"));
    const said = (out: string) => faultOf(() => folderOf("--out", out));
    expect(said("/dev/full")).toEqual(["usage", "--out: /dev/full is a device: name a folder"]);
    expect(said(old("file"))).toEqual(["usage", `--out: ${join(folder, "file")} is a file: name a folder`]);
    expect(said("-")).toEqual(["usage", "--out: - is standard output, which takes one file: name a folder"]);
  });
});

/** A limit on how large a file may be is what a full disk is to whoever writes, and needs no rights. In kilobytes. */
const within = (kilobytes: number): string => `ulimit -f ${kilobytes}; "$@"`;

/** Each that writes where it is told to; a file, or into a folder. */
const commands: readonly (readonly [line: string, file: string])[] = [
  ["report --out", "page.html"],
  ["simulate api.error_rate --shape outage --svg", "day.svg"],
  ["rules --out", ""],
  ["dashboards --pictures --out", ""],
  ["adopt --datadog cli/adopt/fixtures/monitors.json --out", ""],
];

describe("npm run", () => {
  it.each(commands)("%s refuses a device, and keeps the old file on a disk that is full", async (line, file) => {
    const out = join(folder, file);
    const kept = file === "" ? old("database.rules.yml") : old(file);
    const [device, full] = await Promise.all([
      runMeasured([...line.split(" "), "/dev/full"]),
      runMeasured([...line.split(" "), out], { shell: within(1) }),
    ]);
    expect(device).toMatchObject({ code: 2, stdout: "" });
    expect(device.stderr).toMatch(/^error: --(out|svg): \/dev\/full is a device: name a (file|folder)\n$/);
    expect(full).toMatchObject({ code: 1, stdout: "" });
    expect(full.stderr).toMatch(
      /^error: --(out|svg): \S+ cannot be written \(EFBIG\): it is larger than a file may be here, and what was there is as it was\n$/,
    );
    expect(readFileSync(kept, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual([file === "" ? "database.rules.yml" : file]);
  });

  it("report --out - is standard output", async () => {
    const [named, bare] = await Promise.all([
      runMeasured(["report", "--day", "2026-12-25", "--out", "-"]),
      runMeasured(["report", "--day", "2026-12-25"]),
    ]);
    expect(named).toMatchObject({ code: 0, stderr: "" });
    expect(named.stdout).toBe(bare.stdout);
  });
});
