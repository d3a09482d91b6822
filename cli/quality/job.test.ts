import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { boards } from "../../dashboards/boards";
import { testProd } from "../../testing/environment";
import { runCommand } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { startVendor, type Answered, type Received, type VendorServer } from "../../testing/vendor-server";

/** The job of each night: PagerDuty is asked, the figures are kept in Grafana's metrics, and Slack has the week. */

const KEY = "pagerdutykey00000001";
const TOKEN = "push-token-0001";
const HOOK = "/services/T0/B0/hook-0001";

const HOUR = 3_600_000;
const now = Date.now();
const ago = (hours: number): string => new Date(now - hours * HOUR).toISOString();

interface Told {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly service: string;
  readonly hours: number;
}

/** Fields as in PagerDuty's schema (GET /incidents, an example of `Incident`). */
const incident = ({ id, number, title, service, hours }: Told) => ({
  id,
  type: "incident",
  incident_number: number,
  title,
  status: "resolved",
  created_at: ago(hours),
  resolved_at: ago(hours - 0.25),
  last_status_change_at: ago(hours - 0.25),
  service: { id: `S${id}`, type: "service_reference", summary: service },
  acknowledgements: [],
  urgency: "high",
});

const incidents = [
  {
    id: "Q1",
    number: 101,
    title: "[Triggered] API availability critical: down for more than 30 s (prod)",
    service: "driplo-prod-api-P0",
    hours: 50,
  },
  {
    id: "Q2",
    number: 102,
    title: 'ALARM: "driplo-prod-payments.failure_rate.critical" in EU (Paris)',
    service: "driplo-prod-payments-P0",
    hours: 40,
  },
  {
    id: "Q3",
    number: 103,
    title: 'ALARM: "driplo-prod-payments.failure_rate.critical" in EU (Paris)',
    service: "driplo-prod-payments-P0",
    hours: 30,
  },
  { id: "QD", number: 104, title: "API availability critical: down (dev)", service: "driplo-dev-api-P0", hours: 20 },
  { id: "QO", number: 105, title: "The coffee machine", service: "office", hours: 10 },
].map(incident);

/** An acknowledgement two minutes, and the first notification half a minute after the page. */
const logOf = (id: string) => {
  const opened = Date.parse(incidents.find((each) => each.id === id)?.created_at ?? "");
  const entry = (type: string, seconds: number) => ({
    id: `R${seconds}`,
    type,
    created_at: new Date(opened + seconds * 1_000).toISOString(),
    incident: { id, type: "incident_reference" },
  });
  return [entry("trigger_log_entry", 0), entry("notify_log_entry", 30), entry("acknowledge_log_entry", 120)];
};

let folder: string;
let vendor: VendorServer;
let answer: (received: Received) => Answered;

const usual = ({ line, url }: Received): Answered => {
  if (line === "GET /incidents") {
    const offset = Number(url.searchParams.get("offset"));
    // Two pages, as where there are more than a hundred.
    return { body: { incidents: incidents.slice(offset === 0 ? 0 : 3, offset === 0 ? 3 : 5), more: offset === 0 } };
  }
  const [, id] = /^GET \/incidents\/(\w+)\/log_entries$/.exec(line) ?? [];
  if (id !== undefined) return { body: { log_entries: logOf(id), more: false } };
  if (line === "POST /api/v1/push/influx/write") return { status: 204 };
  return line === `POST ${HOOK}` ? { body: "ok" } : { status: 404 };
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "quality-job-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  answer = usual;
  vendor = await startVendor((received) => answer(received));
});

afterEach(() => vendor.close());

const records = (lines: readonly string[]): string => {
  const path = join(folder, "records.csv");
  writeFileSync(path, ["incident,signal,started_at,real,note", ...lines, ""].join("\n"));
  return path;
};

const RECORDS = [
  "7,,,no,of last year",
  `101,,${ago(50 + 1 / 60)},yes,a deployment`,
  "102,,,no,a test card",
  `,payments.webhook_failures,${ago(24 * 90)},yes,of last quarter`,
];

const run = (line: readonly string[], variables: Readonly<Record<string, string>> = {}, lines = RECORDS) =>
  runCommand(ROOT, ["quality", "--labels", records(lines), ...line], {
    PAGERDUTY_TOKEN: KEY,
    DRIPLO_PAGERDUTY_HOST: vendor.address,
    DRIPLO_PUSH_TOKEN: TOKEN,
    DRIPLO_PUSH_HOST: vendor.address,
    DRIPLO_QUALITY_SLACK_WEBHOOK: `${vendor.address}${HOOK}`,
    ...variables,
  });

const linesTo = (path: string): readonly Received[] => vendor.received.filter(({ line }) => line === path);

it("asks for this environment's incidents alone, all pages of them, and reads nobody else's log", async () => {
  const { code, stdout, stderr } = await run(["--days", "30", "--format", "json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(vendor.received.map(({ line }) => line)).toEqual([
    "GET /incidents",
    "GET /incidents",
    "GET /incidents/Q1/log_entries",
    "GET /incidents/Q2/log_entries",
    "GET /incidents/Q3/log_entries",
  ]);
  const [first, second] = vendor.received;
  expect(first?.headers).toMatchObject({
    authorization: `Token token=${KEY}`,
    accept: "application/vnd.pagerduty+json;version=2",
  });
  expect(Object.fromEntries(first?.url.searchParams ?? [])).toMatchObject({
    limit: "100",
    offset: "0",
    time_zone: "UTC",
  });
  expect(Date.parse(first?.url.searchParams.get("since") ?? "")).toBeCloseTo(now - 30 * 24 * HOUR, -6);
  expect(second?.url.searchParams.get("offset")).toBe("100");
  const report: unknown = JSON.parse(stdout);
  expect(report).toMatchObject({
    overall: {
      incidents: 3,
      // From the start on record, a minute before the page, to the notification half a minute after.
      detection: { mean: expect.closeTo(90, 0) as number, of: 1 },
      acknowledgement: { mean: 120, of: 3 },
      // Of what a record calls not real, none.
      resolution: { mean: 900, of: 2 },
      falsePositives: { percent: 50, of: 2 },
      accuracy: { percent: 50, of: 2 },
      missed: 0,
    },
  });
});

it("keeps what is known, and no number of what is not", async () => {
  const { code } = await run(["--days", "30", "--push"], {}, []);
  expect(code).toBe(0);
  const [push] = linesTo("POST /api/v1/push/influx/write");
  expect(push?.headers).toMatchObject({
    authorization: expect.stringMatching(/^Bearer \d+:push-token-0001$/) as string,
  });
  const lines = (push?.body ?? "").trimEnd().split("\n");
  for (const line of lines) expect(line).toMatch(/^driplo_quality\w*,env=prod,span=30d[\w,=.]* [\w=.,]+ \d{19}$/);
  expect(lines[0]?.replace(/\d{19}$/, "")).toBe(
    "driplo_quality,env=prod,span=30d detection_known=0,acknowledgement_seconds=120,acknowledgement_known=3," +
      "resolution_seconds=900,resolution_known=3,accuracy_known=0,false_positives_known=0,missed=0,open=0,unmatched=0 ",
  );
  const counted = lines.filter((line) => line.includes("priority=P0")).map((line) => line.replace(/ \d{19}$/, ""));
  expect(counted).toContain("driplo_quality_incidents,env=prod,span=30d,vendor=datadog,priority=P0 count=1");
  expect(counted).toContain("driplo_quality_incidents,env=prod,span=30d,vendor=cloudwatch,priority=P0 count=2");
  expect(counted).toContain("driplo_quality_incidents,env=prod,span=30d,vendor=prometheus,priority=P0 count=0");
  expect(lines.at(-1)).toMatch(/signal=api\.availability incidents=1,false=0,missed=0 \d{19}$/);
});

it("draws nothing that the job does not push", async () => {
  await run(["--days", "30", "--push"]);
  const [push] = linesTo("POST /api/v1/push/influx/write");
  const metrics = new Set(
    (push?.body ?? "").split("\n").flatMap((line) => {
      const [head = "", fields = ""] = line.split(" ");
      return fields.split(",").map((field) => `${head.split(",")[0] ?? ""}_${field.split("=")[0] ?? ""}`);
    }),
  );
  const asked = boards["monitoring-quality"].rows
    .flatMap(({ panels }) => panels)
    .flatMap((panel) => ("view" in panel ? [panel.asks(testProd)] : []))
    .flatMap((query) => (query.over === "prometheus" ? [query.expr] : []));
  expect(asked).toHaveLength(11);
  for (const expr of asked) {
    const [name = ""] = /driplo_\w+(?:\.\+\w+)?/.exec(expr) ?? [];
    expect([...metrics].filter((metric) => new RegExp(`^${name}$`).test(metric))).not.toEqual([]);
    expect(expr).toContain('env="prod"');
    expect(expr).toContain('span="30d"');
  }
});

it("sends the week to Slack in one message", async () => {
  const { code, stderr } = await run(["--days", "7", "--slack"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const sent = linesTo(`POST ${HOOK}`);
  expect(sent).toHaveLength(1);
  const { text } = z.object({ text: z.string() }).parse(JSON.parse(sent[0]?.body ?? ""));
  expect(text.split("\n").slice(1)).toEqual([
    "3 incidents (P0 3; by vendor: cloudwatch 2, datadog 1)",
    "• Time to detection: 90 s of 1, too few to rely on; under 2 min: unknown",
    "• Time to acknowledgement: 2.0 min of 3, too few to rely on",
    "• Time to resolution: 15.0 min of 2, too few to rely on; under 30 min: kept",
    "• Accuracy: 50.0 % of 2, too few to rely on; over 95 %: broken",
    "• False positives: 50.0 % of 2, too few to rely on; under 5 %: broken",
    "Noisy: payments.failure_rate 2 (1 false)",
    "No record says whether 1 of them was real: incidents/records.csv",
    "https://driplo.grafana.net/d/driplo-prod-monitoring-quality",
  ]);
});

describe("records of all time beside the days that are asked for", () => {
  it("a number that PagerDuty does not have among them is a fault", async () => {
    const { code, stdout, stderr } = await run(["--days", "30"], {}, ["999,,,no,mistyped"]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("line 2: the export has no incident 999");
  });

  it("a missed breach says when it began", async () => {
    const { code, stderr } = await run(["--days", "30"], {}, [",payments.webhook_failures,,yes,"]);
    expect(code).toBe(2);
    expect(stderr).toContain("says of no time when the breach began, so that no span has it");
  });
});

describe("what goes wrong", () => {
  it.each([
    ["PAGERDUTY_TOKEN", []],
    ["DRIPLO_PUSH_TOKEN", ["--push"]],
    ["DRIPLO_QUALITY_SLACK_WEBHOOK", ["--slack"]],
  ])("without %s it says so", async (name, more) => {
    const { code, stderr } = await run(["--days", "7", ...more], { [name]: "" });
    expect(code).toBe(2);
    expect(stderr).toBe(`error: ${name} must be set: keys come from the environment, and never from arguments\n`);
  });

  it.each([
    [["--incidents", "x.csv", "--days", "7"], "say either --incidents, an export, or --days"],
    [[], "say either --incidents, an export, or --days"],
    [["--incidents", "x.csv", "--push"], "--push and --slack want --days"],
  ])("%j is no usage", async (line, words) => {
    const { code, stderr } = await run(line);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
  });

  it.each([
    ["PagerDuty", "GET /incidents", ["--days", "7"], "see what the key in PAGERDUTY_TOKEN may"],
    [
      "Grafana",
      "POST /api/v1/push/influx/write",
      ["--days", "7", "--push"],
      "see what the key in DRIPLO_PUSH_TOKEN may",
    ],
  ])("a refusal of %s is its own ending, in one line without a key", async (name, path, line, remedy) => {
    answer = (received) => (received.line === path ? { status: 403, body: KEY } : usual(received));
    const { code, stderr } = await run(line);
    expect(code).toBe(4);
    expect(stderr).toBe(`error: ${name} answered 403 to ${path}: ${remedy}\n`);
  });

  it("Slack's refusal is said without the address", async () => {
    answer = (received) => (received.line === `POST ${HOOK}` ? { status: 404, body: "no_service" } : usual(received));
    const { code, stderr } = await run(["--days", "7", "--slack"]);
    expect(code).toBe(4);
    expect(stderr).toBe("error: Slack answered 404: refused: no_service\n");
  });

  it("waits where PagerDuty says so, and goes on", async () => {
    let refused = 0;
    answer = (received) =>
      received.line === "GET /incidents" && refused++ === 0
        ? { status: 429, headers: { "retry-after": "0" } }
        : usual(received);
    const { code } = await run(["--days", "7"]);
    expect(code).toBe(0);
    expect(linesTo("GET /incidents")).toHaveLength(3);
  });
});
