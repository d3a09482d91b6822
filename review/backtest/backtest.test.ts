import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../infra/testing/stack-configuration";
import { compareWithRecord, firingsOf, measureFirings } from "./measure";

const stretch = (from: number, to: number) => ({ from, to });

describe("firings", () => {
  it("last until they are over, or the span is", () => {
    const changes = [
      { at: 60, to: "alert" },
      { at: 180, to: "no_data" },
      { at: 240, to: "ok" },
      { at: 300, to: "alert" },
    ] as const;
    expect(firingsOf(changes, { from: 0, to: 600 })).toEqual([stretch(60, 180), stretch(300, 600)]);
  });
});

describe("the four measures of the SRE workbook", () => {
  const incidents = [stretch(100, 200), stretch(1_000, 1_100), stretch(5_000, 5_100)];
  // One of the first incident, two of the second, one of nothing.
  const firings = [stretch(160, 260), stretch(1_030, 1_040), stretch(1_060, 1_130), stretch(3_000, 3_060)];
  const { precision, recall, detection, reset, missed } = measureFirings(firings, incidents);

  it("are shares with their bounds, after Wilson", () => {
    // Worked by hand for 3 of 4: centre (0.75 + 0.48) / 1.96, half width 1.96 / 1.96 × √(0.0469 + 0.06).
    expect(precision).toEqual({
      share: 0.75,
      of: 4,
      low: expect.closeTo(0.3006, 3) as unknown,
      high: expect.closeTo(0.9544, 3) as unknown,
    });
    expect(recall).toMatchObject({ share: 2 / 3, of: 3 });
  });

  it("are times: of the first telling of each incident, and of the last end", () => {
    // 60 and 30 s; 60 and 30 s.
    expect([detection, reset]).toEqual([45, 45]);
  });

  it("name what nothing announced", () => {
    expect(missed).toEqual([stretch(5_000, 5_100)]);
  });

  it("are unknown of nothing", () => {
    expect(measureFirings([], [])).toEqual({
      precision: undefined,
      recall: undefined,
      detection: undefined,
      reset: undefined,
      missed: [],
    });
  });

  it("count what only touches an incident's end as of nothing", () => {
    expect(measureFirings([stretch(200, 300)], [stretch(100, 200)]).precision?.share).toBe(0);
  });
});

describe("beside what a vendor has recorded", () => {
  it("is the share of the time in which both say the same, and what only one knows", () => {
    // Of 1,000 seconds they differ in 20 (from 100 to 120), 50 (only the replay) and 30 (only the record, cut at the span's end).
    const replayed = [stretch(120, 200), stretch(400, 450)];
    const recorded = [stretch(100, 200), stretch(970, 2_000)];
    expect(compareWithRecord(replayed, recorded, stretch(0, 1_000))).toEqual({
      agreement: 0.9,
      onlyReplayed: [stretch(400, 450)],
      onlyRecorded: [stretch(970, 1_000)],
    });
  });
});

describe("npm run backtest", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "backtest-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const write = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  /** 120 minutes, of which those from 60 to 69 fail wholly. */
  const failing = [
    "time,bad,all",
    ...Array.from(
      { length: 120 },
      (_, minute) => `${String(minute * 60)},${minute >= 60 && minute < 70 ? "100" : "0"},100`,
    ),
  ].join("\n");

  const run = (
    ...args: readonly string[]
  ): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
    new Promise((done) => {
      execFile(
        process.execPath,
        ["--require", "./infra/loader.cjs", "review/cli.ts", "backtest", "--series", folder, ...args],
        { cwd: ROOT },
        (error, stdout, stderr) => {
          done({ code: error === null ? 0 : Number(error.code), stdout, stderr });
        },
      );
    });

  it("counts, and measures against known incidents", async () => {
    write("api.error_rate.csv", failing);
    const labels = join(folder, "incidents.labels");
    writeFileSync(labels, "signal,from,to\napi.error_rate,1970-01-01T01:00:00Z,1970-01-01T01:10:00Z\n");
    const { code, stdout } = await run("--labels", labels, "--format", "json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [
        { name: "api.error_rate.warning", firings: [{ from: 3_600, to: 4_440 }] },
        {
          name: "api.error_rate.critical",
          firings: [{ from: 3_600, to: 4_440 }],
          quality: { precision: { share: 1, of: 1 }, recall: { share: 1 }, detection: 0, reset: 240 },
        },
      ],
    });
  });

  it("does not call it silence where nothing was measured", async () => {
    write("api.error_rate.csv", "time,else\n0,1\n60,1\n");
    const { stdout } = await run();
    expect(stdout.match(/no data of it/g)).toHaveLength(2);
  });

  it("says where it agrees with the record, and refuses a level that is none", async () => {
    write("api.error_rate.csv", failing);
    const recorded = join(folder, "recorded.txt");
    writeFileSync(recorded, "level,from,to\napi.error_rate.critical,1970-01-01T01:00:00Z,1970-01-01T01:14:00Z\n");
    const { stdout } = await run("--recorded", recorded);
    expect(stdout).toContain("api.error_rate.critical agrees with the record in 100.00 % of the time");
    expect(stdout).toContain(
      "api.error_rate.warning agrees with the record in 88.33 % of the time\n  only the replay fires",
    );
    writeFileSync(recorded, "level,from,to\napi.error_rate,1970-01-01T01:00:00Z,1970-01-01T01:14:00Z\n");
    const { code, stderr } = await run("--recorded", recorded);
    expect(code).toBe(2);
    expect(stderr).toContain('line 2: there is no level "api.error_rate"; npm run plan lists them');
  });

  it("ends with 1 at a gate, and names it", async () => {
    write("api.error_rate.csv", failing);
    const { code, stderr } = await run("--max-firings", "0");
    expect(code).toBe(1);
    expect(stderr).toContain("--max-firings 0: api.error_rate.critical fired 1 times");
  });

  it.each([
    ["api.eror_rate.csv", 'error: api.eror_rate.csv: there is no measure "api.eror_rate"; near it are api.error_rate'],
    ["notes.txt", "no series; a file is named after its measure, as api.error_rate.csv"],
  ])("%s is refused in one line", async (name, said) => {
    write(name, "time,value\n0,1\n");
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(said);
  });
});
