import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { catalogue } from "../../monitors/catalogue";
import { planOf } from "../../testing/environment";
import { bundledCli } from "../../testing/bundled-cli";
import { ROOT } from "../../testing/stack-configuration";
import { fastSignals } from "../../policies/targets";
import { readDocument } from "../shared/document";
import { readIncidents, type Incident } from "./incidents";
import { readLabels } from "./labels";
import { matcherOf } from "./match";
import { isZone } from "./moment";
import { measureQuality, verdictsOf } from "./quality";
import { toQualityText, wordTime } from "./text";

const plan = planOf(catalogue);
const signals = new Set(plan.signals.map(({ id }) => id));

const folder = mkdtempSync(join(tmpdir(), "quality-"));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const fixture = (name: string): string => join(ROOT, "cli/quality/fixtures", name);

let files = 0;

const written = (content: string): string => {
  files += 1;
  const path = join(folder, String(files));
  writeFileSync(path, content);
  return path;
};

const incidentsOf = (content: string, zone?: string) => readIncidents(readDocument(written(content)), zone);

/** The fixture's report; a test edits one text of it. */
const report = ({ incidents = (text: string) => text, labels = (text: string) => text } = {}) => {
  const exported = incidentsOf(incidents(readFileSync(fixture("incidents.csv"), "utf8")));
  const records = readDocument(written(labels(readFileSync(fixture("labels.csv"), "utf8"))));
  const judged = readLabels(records, exported.rows, signals);
  expect([...exported.faults, ...judged.faults]).toEqual([]);
  return measureQuality(plan, exported.rows, judged.rows);
};

const NO_LABELS = () => "incident,started_at,real\n";

const NOBODY_KNOWS = { mean: null, median: null, of: 0 };

describe("how good the alerting was, counted by hand", () => {
  it("overall: detection of the fast ones alone, resolution of what was not judged false, no drill", () => {
    expect(report().overall).toEqual({
      incidents: 5,
      // Q1 60 s and Q5 120 s: Q2 was nothing, and memory is none of the fast.
      detection: { mean: 90, median: 90, of: 2 },
      // 120, 60, 30, 90.
      acknowledgement: { mean: 75, median: 75, of: 4 },
      // 1200, 600 and 1800; Q2 was nothing, Q3 is open.
      resolution: { mean: 1200, median: 1200, of: 3 },
      falsePositives: { percent: 25, of: 4 },
      // Three of three real, one false and one missed.
      accuracy: { percent: 60, of: 5 },
      missed: 1,
    });
  });

  it("by signal: the false ones first, then the many; and what is of no signal", () => {
    const { signals: found, unmatched, drills, open } = report();
    expect(
      found.map(({ signal, incidents, falsePositives, missed }) => [signal, incidents, falsePositives, missed]),
    ).toEqual([
      ["search.error_rate", 2, { percent: 50, of: 2 }, 0],
      ["api.availability", 1, { percent: 0, of: 1 }, 0],
      ["infrastructure.memory", 1, { percent: 0, of: 1 }, 0],
      ["payments.webhook_failures", 0, { percent: null, of: 0 }, 1],
    ]);
    expect(found.find(({ signal }) => signal === "infrastructure.memory")?.detection).toEqual({
      mean: 600,
      median: 600,
      of: 1,
    });
    expect(unmatched.map(({ id }) => id)).toEqual(["Q4"]);
    expect({ drills, open }).toEqual({ drills: 1, open: 1 });
  });

  it("of a warning of a fast signal, the promise is not", () => {
    const { overall } = report({
      incidents: (text) => text.replace("API availability critical", "API error rate warning"),
    });
    expect(overall.detection).toEqual({ mean: 60, median: 60, of: 1 });
  });

  it("knows nothing of the true start and of what was real without records, and says so", () => {
    const blind = report({ labels: NO_LABELS });
    expect(blind.overall).toEqual({
      incidents: 5,
      detection: NOBODY_KNOWS,
      acknowledgement: { mean: 75, median: 75, of: 4 },
      // Q2's 600 s count as well.
      resolution: { mean: 1050, median: 900, of: 4 },
      falsePositives: { percent: null, of: 0 },
      accuracy: { percent: null, of: 0 },
      missed: 0,
    });
    expect(verdictsOf(blind)).toEqual({
      detection: "unknown",
      resolution: "kept",
      accuracy: "unknown",
      falsePositives: "unknown",
    });
  });

  it("holds the promises just below their limits, and not at them", () => {
    const kept = report();
    expect(verdictsOf(kept)).toEqual({
      detection: "kept",
      resolution: "kept",
      accuracy: "broken",
      falsePositives: "broken",
    });
    // Q1 is told of 120 s after its start, as Q5 is: two minutes are not under two minutes.
    const late = report({ labels: (text) => text.replace("03:01:00Z", "03:00:00Z") });
    expect(verdictsOf(late).detection).toBe("broken");
    // 1800 + 600 + 3000, of three: half an hour.
    const slow = report({ incidents: (text) => text.replace("T03:22:00Z", "T03:52:00Z") });
    expect(slow.overall.resolution.mean).toBe(1800);
    expect(verdictsOf(slow).resolution).toBe("broken");
  });

  it.each([
    [19, "broken", "broken"],
    [20, "kept", "kept"],
  ])("of %i real to one false: accuracy %s, false positives %s", (real, accuracy, falsePositives) => {
    const incidents = Array.from({ length: real + 1 }, (_, index) => incident({ id: String(index) }));
    const labels = incidents.map((each, index) => ({
      incident: each,
      signal: undefined,
      startedAt: undefined,
      real: index > 0,
    }));
    expect(verdictsOf(measureQuality(plan, incidents, labels))).toMatchObject({
      accuracy,
      falsePositives,
    });
  });

  it("of one alone keeps nothing and breaks nothing", () => {
    const quick = incident({ id: "A", acknowledgedAt: 1_000, resolvedAt: 60_000 });
    const labels = [{ incident: quick, signal: undefined, startedAt: 0, real: true }];
    const one = measureQuality(plan, [quick], labels);
    expect(one.overall.resolution).toEqual({ mean: 60, median: 60, of: 1 });
    expect(verdictsOf(one)).toEqual({
      detection: "unknown",
      resolution: "unknown",
      accuracy: "unknown",
      falsePositives: "unknown",
    });
    expect(verdictsOf(measureQuality(plan, [quick, { ...quick, id: "B" }], labels)).resolution).toBe("kept");
  });

  it("of what was merged has the resolution of what it was merged into, once", () => {
    const minutes = (resolved: string, reason: object | null) => ({
      id: resolved,
      created_at: "2026-11-02T03:00:00Z",
      status: "resolved",
      resolved_at: `2026-11-02T03:${resolved}:00Z`,
      resolve_reason: reason,
    });
    const into = { type: "merge_resolve_reason", incident: { id: "40", type: "incident_reference" } };
    const { rows, faults } = incidentsOf(JSON.stringify({ incidents: [minutes("40", null), minutes("01", into)] }));
    expect(faults).toEqual([]);
    const measured = measureQuality(plan, rows, []);
    expect(measured.overall.resolution).toEqual({ mean: 2_400, median: 2_400, of: 1 });
    expect(measured).toMatchObject({ open: 0, merged: 1, overall: { incidents: 2 } });
    expect(toQualityText(measured)).toContain("2 incidents, opened 2026-11-02 to 2026-11-02, 1 merged into another\n");
  });

  it("of no incident is unknown", () => {
    expect(measureQuality(plan, [], [])).toMatchObject({
      overall: { incidents: 0, resolution: NOBODY_KNOWS },
      signals: [],
      first: undefined,
    });
  });
});

const incident = (fields: Partial<Incident>): Incident => ({
  id: "Q1",
  number: undefined,
  title: "",
  service: "",
  details: "",
  openedAt: 0,
  notifiedAt: undefined,
  acknowledgedAt: undefined,
  resolvedAt: undefined,
  merged: false,
  ...fields,
});

describe("which signal an incident is of", () => {
  const match = matcherOf(plan);

  it.each<readonly [string, Partial<Incident>, string | undefined, string | undefined]>([
    [
      "Datadog's title",
      { title: "[Triggered on {env:prod}] API memory critical: above 85 % over 5 min (prod)" },
      "api.memory",
      "api.memory.critical",
    ],
    [
      "one with a threshold of last year",
      { title: "API memory critical: above 99 % over 1 h (prod)" },
      "api.memory",
      "api.memory.critical",
    ],
    [
      "a measure's",
      { title: "DNS resolution (answer) critical: wrong answer (prod)" },
      "edge.dns_resolution",
      "edge.dns_resolution.answer.critical",
    ],
    [
      "an alarm's name",
      { title: 'ALARM: "driplo-prod-edge.dns_resolution.time.warning" in US East' },
      "edge.dns_resolution",
      "edge.dns_resolution.time.warning",
    ],
    ["a tag in Datadog's list", { details: '{"tags":"env:prod,signal:api.cpu,team:x"}' }, "api.cpu", undefined],
    [
      "a tag, with the level by its service",
      { details: '{"signal":"api.cpu"}', service: "driplo-prod-api-P2" },
      "api.cpu",
      "api.cpu.critical",
    ],
    [
      "a tag that agrees with the title",
      { title: "API memory critical: x", details: "signal:api.memory" },
      "api.memory",
      "api.memory.critical",
    ],
    [
      "Sentry's, which stands for both levels",
      { title: "Storefront error rate (prod)" },
      "storefront.error_rate",
      undefined,
    ],
    ["a signal that is gone", { title: "api.gone.critical", details: "signal:api.gone" }, undefined, undefined],
    ["somebody's own words", { title: "the API is slow again" }, undefined, undefined],
  ])("by %s", (_name, fields, signal, level) => {
    const { signal: found, level: at } = match(incident(fields)) ?? {};
    expect({ found, at }).toEqual({ found: signal, at: level });
  });

  it("by every title and name that a monitor has", () => {
    for (const signal of plan.signals)
      for (const measure of signal.measures)
        for (const { level, name } of measure.levels) {
          const title = `[Triggered] ${signal.title}${measure.key === "main" ? "" : ` (${measure.key})`} ${level}: x (prod)`;
          expect(match(incident({ title }))).toMatchObject({ signal: signal.id, level: name });
          expect(match(incident({ title: `ALARM: "driplo-prod-${name}"` }))).toMatchObject({
            signal: signal.id,
            level: name,
          });
        }
  });
});

describe("the fast signals", () => {
  it("are R7's that the catalogue has", () => {
    const wanted = [
      "api.availability",
      "api.error_rate",
      "database.reachable",
      "search.error_rate",
      "listings.upload_failures",
      "accounts.registration_failures",
      "payments.failure_rate",
      "payments.webhook_failures",
    ];
    expect(fastSignals).toEqual(wanted.filter((id) => signals.has(id)));
  });
});

const at = (text: string): number => Date.parse(text);

describe("what is read of PagerDuty's exports", () => {
  it("GET /incidents, with its log: who was told first, who took it first", () => {
    const { rows, faults } = readIncidents(readDocument(fixture("incidents.json")));
    expect(faults).toEqual([]);
    expect(rows.map((row) => ({ ...row, details: "" }))).toEqual([
      {
        id: "PT4KHLK",
        number: "1234",
        title: "search.error_rate is failing",
        service: "driplo-prod-search-P1",
        details: "",
        openedAt: at("2026-11-02T03:02:00Z"),
        notifiedAt: at("2026-11-02T03:02:20Z"),
        acknowledgedAt: at("2026-11-02T03:04:00Z"),
        resolvedAt: at("2026-11-02T03:22:00Z"),
        merged: false,
      },
      {
        id: "PT4KHLL",
        number: "1235",
        title: "API memory critical: above 85 % over 5 min (prod)",
        service: "driplo-prod-api-P1",
        details: "",
        openedAt: at("2026-11-03T03:02:00Z"),
        notifiedAt: undefined,
        acknowledgedAt: at("2026-11-03T03:03:00Z"),
        resolvedAt: undefined,
        merged: false,
      },
    ]);
    expect(matcherOf(plan)(rows[0] ?? incident({}))).toEqual({
      vendor: "datadog",
      signal: "search.error_rate",
      level: "search.error_rate.critical",
    });
  });

  const analytics = (fields: object, page: object = {}) =>
    JSON.stringify({
      data: [
        {
          id: "Q1",
          incident_number: 928,
          description: "x",
          service_name: "s",
          created_at: "2026-07-31T10:05:00",
          resolved_at: null,
          seconds_to_first_ack: 5,
          seconds_to_resolve: null,
          ...fields,
        },
      ],
      more: false,
      ...page,
    });

  it("POST /analytics/raw/incidents, in the time zone that it names", () => {
    const read = (content: string, zone?: string) => incidentsOf(content, zone).rows[0]?.openedAt;
    expect(incidentsOf(analytics({}, { time_zone: "Etc/UTC" })).rows).toEqual([
      incident({
        id: "Q1",
        number: "928",
        title: "x",
        service: "s",
        openedAt: at("2026-07-31T10:05:00Z"),
        acknowledgedAt: at("2026-07-31T10:05:05Z"),
      }),
    ]);
    expect(read(analytics({}, { time_zone: "Europe/Paris" }))).toBe(at("2026-07-31T08:05:00Z"));
    expect(read(analytics({}), "Europe/Paris")).toBe(at("2026-07-31T08:05:00Z"));
    expect(read(analytics({ created_at: "2026-07-31T10:05:00-04:00" }), "Europe/Paris")).toBe(
      at("2026-07-31T14:05:00Z"),
    );
  });

  it("pages of it, as a list", () => {
    const pages = [analytics({}, { more: true }), analytics({ id: "Q2" })].map((page) => JSON.parse(page) as unknown);
    const { rows, faults } = incidentsOf(JSON.stringify(pages));
    expect({ ids: rows.map(({ id }) => id), faults }).toEqual({ ids: ["Q1", "Q2"], faults: [] });
  });

  it("the web's CSV: its header in any case, with a mark at its start, quotes and line ends inside", () => {
    const content =
      '\uFEFFId,Incident Number,Description,Service Name,Created On,Resolved On\r\nQ1,7,"a, ""b""\nc",s,2026-07-31 10:05:00 +0200,\r\n';
    expect(incidentsOf(content).rows).toEqual([
      incident({ id: "Q1", number: "7", title: 'a, "b"\nc', service: "s", openedAt: at("2026-07-31T08:05:00Z") }),
    ]);
  });

  const HEADER = "id,description,service_name,created_on,resolved_on,seconds_to_first_ack,seconds_to_resolve";
  const DAY = "2026-11-01T00:00:00Z";

  it("no time that the zone's clock does not show", () => {
    const read = (time: string, zone: string) => incidentsOf(`${HEADER}\nA,x,s,${time},,,\n`, zone);
    expect(read("2026-03-29T02:30:00", "Europe/Paris")).toEqual({
      rows: [],
      faults: [
        'line 2: created_on "2026-03-29T02:30:00" is no time in Europe/Paris: its clock was put forward over it; write the offset (2026-11-02T03:02:00+01:00)',
      ],
    });
    for (const [time, zone, moment] of [
      ["2026-03-29T02:30:00", "Etc/UTC", "2026-03-29T02:30:00Z"],
      ["2026-03-29T02:30:00+01:00", "Europe/Paris", "2026-03-29T01:30:00Z"],
      ["2026-03-29 02:30:00 UTC", "Europe/Paris", "2026-03-29T02:30:00Z"],
      ["2026-03-29 03:00:00", "Europe/Paris", "2026-03-29T01:00:00Z"],
      ["2026-03-28T24:00:00", "Europe/Paris", "2026-03-28T23:00:00Z"],
    ] as const)
      expect(read(time, zone).rows.map(({ openedAt }) => openedAt)).toEqual([at(moment)]);
  });

  it("a month without incidents is no fault", () => {
    expect(incidentsOf(`${HEADER}\n`)).toEqual({ rows: [], faults: [] });
    expect(incidentsOf('{"incidents": []}')).toEqual({ rows: [], faults: [] });
  });

  it.each<readonly [string, string, readonly string[]]>([
    ["an empty file", "", ["the file is empty"]],
    ["blanks", " \n ", ["the file is empty"]],
    [
      "another header",
      "number,title\n1,x\n",
      [
        "the header has no column id or incident_id",
        "the header has no column service_name or service",
        "the header has no column created_at or created_on",
        "the header has no column resolved_at or resolved_on",
      ],
    ],
    ["no JSON", "{", ["begins as JSON does, and is none"]],
    [
      "other JSON",
      '{"incidents": 3}',
      ["is neither GET /incidents (incidents) nor POST /analytics/raw/incidents (data)"],
    ],
    ["a page of several", analytics({}, { more: true }), ["is cut off: its last page says more: true"]],
    [
      "an incident without a status",
      '{"incidents":[{"id":"A","created_at":"2026-11-01T00:00:00Z"}]}',
      ['incident 1: status Invalid option: expected one of "triggered"|"acknowledged"|"resolved"'],
    ],
    [
      "bad rows, all of them at once",
      [
        HEADER,
        "A,x,s,yesterday,,1,1",
        `B,x,s,${DAY},,-5,soon`,
        `C,x,s,${DAY},,,`,
        `C,x,s,${DAY},,,`,
        `D,x,s,${DAY},2026-10-31T00:00:00Z,,`,
        `E,x,s,2026-11-01,,,`,
        `,x,s,${DAY},,,`,
        "F,x",
      ].join("\n"),
      [
        "line 9 has 2 fields, the header 7",
        'line 2: created_on "yesterday" is no day with a time (2026-11-02T03:02:00Z)',
        "line 3: seconds_to_first_ack is no number of seconds",
        "line 3: seconds_to_resolve is no number of seconds",
        "line 5: C is there already, line 4",
        "line 6: D was taken or resolved before it was opened",
        'line 7: created_on "2026-11-01" is no day with a time (2026-11-02T03:02:00Z)',
        "line 8: id is empty",
      ],
    ],
    [
      "a quote that nobody closes",
      `${HEADER}\nA,"x,s,${DAY},,,\n`,
      ["is no CSV: Quote Not Closed: the parsing is finished with an opening quote at line 2"],
    ],
  ])("says of %s what is wrong", (_name, content, faults) => {
    expect(incidentsOf(content).faults).toEqual(faults);
  });
});

describe("what is read of the post-incident records", () => {
  const known = [incident({ id: "Q1", number: "101", openedAt: at("2026-11-02T03:02:00Z") }), incident({ id: "Q2" })];
  const labelsOf = (content: string) => readLabels(readDocument(written(content)), known, signals);

  it("an id or a number, a start or none, a word or none", () => {
    const json = [
      { incident: 101, started_at: "2026-11-02T03:01:00Z", real: true, note: "x" },
      { incident: "Q2", real: null },
      { signal: "api.cpu", started_at: null },
    ];
    expect(labelsOf(JSON.stringify(json)).rows).toEqual([
      { incident: known[0], signal: undefined, startedAt: at("2026-11-02T03:01:00Z"), real: true },
      { incident: known[1], signal: undefined, startedAt: undefined, real: undefined },
      { incident: undefined, signal: "api.cpu", startedAt: undefined, real: true },
    ]);
  });

  it.each<readonly [string, string, readonly string[]]>([
    ["an empty file", "", ["the file is empty"]],
    [
      "another header",
      "id,real\nA,yes\n",
      ["the header has no column incident", "the header has no column started_at"],
    ],
    ["JSON that is no list", "{}", ["the JSON is no list of records"]],
    [
      "bad rows, all of them at once",
      [
        "incident,signal,started_at,real",
        "Q1,,noon,yes",
        "Q1,,,maybe",
        "Q9,,,yes",
        ",,2026-11-02T03:01:00Z,yes",
        "Q1,api.cpu,,yes",
        ",api.gone,,yes",
        ",api.cpu,,no",
        "Q1,,2026-11-02T03:03:00Z,yes",
        "Q2,,,no",
        "Q2,,,yes",
      ].join("\n"),
      [
        'line 2: started_at "noon" is no day with a time (2026-11-02T03:02:00Z)',
        'line 3: real is "maybe", and must be yes or no',
        "line 4: the export has no incident Q9",
        "line 5: names neither an incident nor a signal",
        "line 6: names a signal beside its incident, which has its own",
        "line 7: there is no signal api.gone",
        "line 8: is of a breach that nothing told of, and not real",
        "line 9: Q1 began after somebody was told of it",
        "line 11: Q2 is there already, line 10",
      ],
    ],
    ["a misspelt key", '[{"incident":"Q1","reel":"yes"}]', ['record 1: Unrecognized key: "reel"']],
  ])("says of %s what is wrong", (_name, content, faults) => {
    expect(labelsOf(content).faults).toEqual(faults);
  });

  it("are not held against an export that could not be read", () => {
    const records = readDocument(written("incident,started_at,real\nQ9,,yes\n"));
    expect(readLabels(records, undefined, signals).faults).toEqual([]);
  });
});

describe("words", () => {
  it.each([
    [null, "unknown"],
    [0.4, "0 s"],
    [119, "119 s"],
    [120, "2.0 min"],
    [7199, "120.0 min"],
    [7200, "2.0 h"],
  ])("of %s seconds", (seconds, words) => {
    expect(wordTime(seconds)).toBe(words);
  });

  it("of a time zone", () => {
    expect(["Europe/Paris", "Etc/UTC", "Paris", ""].map(isZone)).toEqual([true, true, false, false]);
  });
});

describe("npm run quality", () => {
  const run = (...args: readonly string[]) => {
    const all = [bundledCli(), "quality", ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, all, { cwd: ROOT, encoding: "utf8" });
    return { status, stdout, stderr };
  };
  const both = ["--incidents", fixture("incidents.csv"), "--labels", fixture("labels.csv")];

  it("prints the promises, what is noisy first, and what is of no signal", () => {
    const { status, stdout, stderr } = run(...both);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout.split("\n")).toEqual([
      "5 incidents, opened 2026-11-02 to 2026-11-06, 1 still open, 1 missed, 1 drill left out",
      "",
      "                         mean      median    of  promise",
      "time to detection        90 s      90 s      2*  under 2 min   kept",
      "time to acknowledgement  75 s      75 s      4*",
      "time to resolution       20.0 min  20.0 min  3*  under 30 min  kept",
      "accuracy                 60.0 %              5*  over 95 %     broken",
      "false positives          25.0 %              4*  under 5 %     broken",
      "* too few to rely on: a mean wants 10, a share 60 that were judged.",
      "",
      "By signal, what is noisy first (times are means):",
      "signal                     count  false        missed  detection      acknowledged  resolved",
      "search.error_rate          2      50.0 % of 2  0       60 s of 1      90 s          20.0 min",
      "api.availability           1      0.0 % of 1   0       2.0 min of 1   90 s          30.0 min",
      "infrastructure.memory      1      0.0 % of 1   0       10.0 min of 1  unknown       unknown",
      "payments.webhook_failures  0      unknown      1       unknown        unknown       unknown",
      "",
      "Of no signal, by name, tag or title:",
      "  Q4  other  Somebody pressed the button",
      "",
    ]);
  });

  it("prints the same as JSON, with null for unknown", () => {
    const { status, stdout } = run("--incidents", fixture("incidents.json"), "--format", "json");
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      drills: 0,
      open: 1,
      overall: { incidents: 2, detection: NOBODY_KNOWS, acknowledgement: { mean: 90, median: 90, of: 2 } },
      promises: {
        detection: { under: 120, verdict: "unknown" },
        resolution: { under: 1800, verdict: "unknown" },
        accuracy: { over: 95, verdict: "unknown" },
        falsePositives: { under: 5, verdict: "unknown" },
      },
      unmatched: [],
    });
  });

  it("says every fault of both files at once, and nothing else", () => {
    const [incidents, labels] = [join(folder, "none.csv"), written("incident,started_at,real\nQ1,noon,maybe\n")];
    const { status, stdout, stderr } = run("--incidents", incidents, "--labels", labels);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toBe(
      [
        `error: ${incidents}: there is no such file`,
        `error: ${labels}: line 2: started_at "noon" is no day with a time (2026-11-02T03:02:00Z)`,
        "",
      ].join("\n"),
    );
  });

  it("knows time zones", () => {
    const { status, stderr } = run(...both, "--time-zone", "Paris");
    expect(status).toBe(2);
    expect(stderr).toContain('error: "Paris" is no time zone (Europe/Paris)\n');
  });
});
