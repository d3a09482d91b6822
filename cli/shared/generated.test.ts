import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settleStale, staleOf } from "./generated";

describe("files that a command makes", () => {
  let root = "";
  let said = "";

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "generated-"));
    mkdirSync(join(root, "docs"));
    writeFileSync(join(root, "docs/fresh.md"), "new\n");
    writeFileSync(join(root, "docs/old.md"), "old\n");
    said = "";
    jest.spyOn(process.stderr, "write").mockImplementation((words) => {
      said += String(words);
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    process.exitCode = undefined;
    rmSync(root, { recursive: true });
  });

  const stale = () =>
    staleOf(
      root,
      ["docs/fresh.md", "docs/old.md", "docs/none.md"].map((name) => ({ name, text: "new\n" })),
    );
  const textOf = (name: string): string => readFileSync(join(root, name), "utf8");

  it("are stale where they say something else, or are not there", () => {
    expect(stale().map(({ name }) => name)).toEqual(["docs/old.md", "docs/none.md"]);
  });

  it("are written and named, and nothing is stale then", () => {
    settleStale("pages", stale(), undefined);
    expect(said).toBe("docs/old.md\ndocs/none.md\n");
    expect([textOf("docs/old.md"), textOf("docs/none.md")]).toEqual(["new\n", "new\n"]);
    expect(stale()).toEqual([]);
    expect(process.exitCode).toBeUndefined();
  });

  it("are only named with --check, which ends with 1 and says what mends it", () => {
    settleStale("pages", stale(), true);
    expect(said).toBe("stale: docs/old.md\nstale: docs/none.md\nfix: npm run pages\n");
    expect(textOf("docs/old.md")).toBe("old\n");
    expect(process.exitCode).toBe(1);
  });

  it("end with 0 and no word where none is stale", () => {
    settleStale("pages", [], true);
    expect({ said, code: process.exitCode }).toEqual({ said: "", code: undefined });
  });
});
