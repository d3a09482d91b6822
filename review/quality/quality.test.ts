import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../monitors/catalogue";
import { planOf } from "../../infra/testing/environment";
import { ROOT } from "../../infra/testing/stack-configuration";
import { readIncidents, readLabels } from "./incidents";
import { kept, measureQuality } from "./quality";

const plan = planOf(catalogue);

/** Titles as vendors write them: Datadog's with its transition, Grafana's, CloudWatch's by the alarm's name. */
const CSV = `id,incident_number,description,service_name,created_on,resolved_on,seconds_to_first_ack,seconds_to_resolve
Q1,101,"[Triggered] Search error rate critical: above 10 % over 5 min (prod)",driplo-prod-search-P1,2026-11-02T03:02:00Z,2026-11-02T03:22:00Z,120,1200
Q2,102,"[Triggered] Search error rate critical: above 10 % over 5 min (prod)",driplo-prod-search-P1,2026-11-03T14:01:00Z,2026-11-03T14:11:00Z,60,600
Q3,103,"ALARM: ""driplo-prod-infrastructure.memory.critical"" in EU (Paris)",driplo-prod-infrastructure-P1,2026-11-04T10:00:00Z,,,
Q4,104,"Somebody pressed the button",other,2026-11-05T10:00:00Z,2026-11-05T10:10:00Z,30,600
`;

const LABELS = `id,started_at,real
Q1,2026-11-02T03:01:00Z,yes
Q2,,no
Q3,2026-11-04T09:50:00Z,yes
Q9,,yes
`;

const report = (labels = LABELS) => measureQuality(plan, readIncidents(CSV).rows, readLabels(labels).rows);

describe("how good the alerting was, counted by hand", () => {
  it("overall: detection of the fast ones alone, resolution of the real ones", () => {
    expect(report().overall).toEqual({
      signal: "all",
      incidents: 4,
      // Q1 alone: Q2 was nothing, and memory is none of the fast.
      detection: { seconds: 60, of: 1 },
      acknowledgement: { seconds: 70, of: 3 },
      // Q1 and Q4; Q2 was nothing, Q3 is open.
      resolution: { seconds: 900, of: 2 },
      accuracy: { percent: 200 / 3, of: 3 },
      falsePositives: { percent: 100 / 3, of: 3 },
    });
  });

  it("by signal, what is noisy first, and what no title explains", () => {
    const { signals, unmatched, unused } = report();
    expect(signals.map(({ signal, incidents, falsePositives }) => [signal, incidents, falsePositives.percent])).toEqual(
      [
        ["search.error_rate", 2, 50],
        ["infrastructure.memory", 1, 0],
        ["other", 1, undefined],
      ],
    );
    expect(unmatched.map(({ id }) => id)).toEqual(["Q4"]);
    expect(unused.map(({ id }) => id)).toEqual(["Q9"]);
  });

  it("against R7: kept, broken", () => {
    expect(kept(report())).toEqual({ detection: true, resolution: true, accuracy: false, falsePositives: false });
  });

  it("knows nothing of the true start and of what was real without labels, and says so", () => {
    const blind = measureQuality(plan, readIncidents(CSV).rows, []);
    expect(blind.overall).toMatchObject({
      detection: { seconds: undefined, of: 0 },
      accuracy: { percent: undefined, of: 0 },
      falsePositives: { percent: undefined, of: 0 },
    });
    expect(kept(blind)).toEqual({
      detection: undefined,
      resolution: true,
      accuracy: undefined,
      falsePositives: undefined,
    });
  });

  it("is just at a limit broken: under 30 minutes is not 30 minutes", () => {
    const at = readIncidents(CSV.replace("120,1200", "120,3000")).rows;
    expect(kept(measureQuality(plan, at, readLabels(LABELS).rows)).resolution).toBe(false);
  });
});

describe("what is read", () => {
  it("takes the API's JSON for the same", () => {
    const json = JSON.stringify({
      data: [
        {
          id: "Q1",
          description: "x",
          service_name: "s",
          created_at: "2026-11-02T03:02:00Z",
          seconds_to_first_ack: 120,
          seconds_to_resolve: null,
        },
      ],
    });
    expect(readIncidents(json)).toEqual({
      rows: [
        {
          id: "Q1",
          title: "x",
          service: "s",
          createdAt: Date.parse("2026-11-02T03:02:00Z"),
          acknowledgedAfter: 120,
          resolvedAfter: undefined,
        },
      ],
      faults: [],
    });
  });

  it.each<readonly [string, string, readonly string[]]>([
    ["an empty file", "", ["the file is empty"]],
    ["another header", "number,title\n1,x\n", ["the header has no column id, description, service_name"]],
    ["no JSON", "{", ["this is no JSON"]],
    ["JSON that is no list", '{"incidents": 3}', ["the JSON is no list, and has none as its data"]],
    [
      "bad rows, all of them at once",
      "id,description,service_name,created_on,seconds_to_first_ack,seconds_to_resolve\nA,x,s,yesterday,1,1\nB,x,s,2026-11-01T00:00:00Z,-5,soon\nC,x,s,2026-11-01T00:00:00Z,,\nC,x,s,2026-11-01T00:00:00Z,,\n",
      [
        "row 1: created_on must be a time, ISO 8601",
        "row 2: seconds_to_first_ack must be a number of seconds",
        "row 2: seconds_to_resolve must be a number of seconds",
        "row 4: C is there twice",
      ],
    ],
  ])("says of %s what is wrong", (_name, content, faults) => {
    expect(readIncidents(content).faults).toEqual(faults);
  });

  it("says of labels what is wrong", () => {
    expect(readLabels("id,started_at,real\nA,noon,maybe\n").faults).toEqual([
      "row 1: started_at must be a time, ISO 8601",
      "row 1: real must be yes or no",
    ]);
  });
});

describe("npm run quality", () => {
  const folder = mkdtempSync(join(tmpdir(), "quality-"));
  const [incidents, labels] = [join(folder, "incidents.csv"), join(folder, "labels.csv")];
  writeFileSync(incidents, CSV);
  writeFileSync(labels, LABELS);
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const run = (...args: readonly string[]) => {
    const all = ["--require", "./infra/loader.cjs", "review/cli.ts", "quality", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: ROOT, encoding: "utf8" });
    return { status, stdout, stderr };
  };

  it("prints the promises, and what is unknown as unknown", () => {
    const { status, stdout } = run("--incidents", incidents, "--labels", labels);
    expect(status).toBe(0);
    expect(stdout).toMatch(/mean time to detection +1 min \(of 1\) +under 2 min +kept/);
    expect(stdout).toMatch(/accuracy +66\.7 % \(of 3\) +over 95 % +broken/);
    expect(stdout).toContain("Q4  other  Somebody pressed the button");
    expect(run("--incidents", incidents).stdout).toMatch(/mean time to detection +unknown +under 2 min +unknown/);
  });

  it("says every fault of both files at once, and nothing else", () => {
    writeFileSync(join(folder, "bad.csv"), "id\nA\n");
    const { status, stdout, stderr } = run(
      "--incidents",
      join(folder, "none.csv"),
      "--labels",
      join(folder, "empty.csv"),
    );
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain("none.csv: there is no such file, or it cannot be read\nerror: ");
  });
});
