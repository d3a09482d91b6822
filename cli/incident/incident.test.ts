import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { runCommand, type Ran } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { startVendor, type Answered, type Received, type VendorServer } from "../../testing/vendor-server";
import { chartOf } from "./chart";

/** Of an open P0 the draft of a notice, of an ended P0 or P1 its analysis: what stands in the files that become issues. */

const KEY = "pagerdutykey00000002";
const HOUR = 3_600_000;
const OPENED = Date.now() - 5 * HOUR;
const at = (minutes: number): string => new Date(OPENED + minutes * 60_000).toISOString();

const incident = (id: string, number: number, title: string, service: string, status: "triggered" | "resolved") => ({
  id,
  incident_number: number,
  html_url: `https://shop.pagerduty.com/incidents/${id}`,
  title,
  status,
  created_at: at(0),
  resolved_at: status === "resolved" ? at(25) : null,
  last_status_change_at: at(25),
  service: { id: "S", type: "service_reference", summary: service },
  acknowledgements: [],
});

const SEARCH = "[Triggered] Search error rate critical: above 10 % over 5 min (prod)";
const PAYMENTS = 'ALARM: "driplo-prod-payments.failure_rate.critical" in EU (Paris)';

let folder: string;
let vendor: VendorServer;
let incidents: readonly ReturnType<typeof incident>[];
let panels: Answered | undefined;
let board: object;

const answer = ({ line, url, body }: Received): Answered => {
  if (line === "GET /incidents") {
    const statuses = url.searchParams.getAll("statuses[]");
    return { body: { incidents: incidents.filter(({ status }) => statuses.includes(status)), more: false } };
  }
  if (line.endsWith("/log_entries")) {
    const entry = (type: string, minutes: number, who = "Jane Doe") => ({
      type,
      created_at: at(minutes),
      summary: `by ${who}`,
      agent: { type: "user_reference", summary: who },
      incident: { id: "Q1" },
    });
    const entries = [
      entry("resolve_log_entry", 25),
      entry("trigger_log_entry", 0),
      entry("assign_log_entry", 0),
      entry("notify_log_entry", 0.5),
      entry("notify_log_entry", 1),
      entry("escalate_log_entry", 5),
      entry("acknowledge_log_entry", 7),
    ];
    return { body: { log_entries: entries, more: false } };
  }
  if (line.endsWith("/alerts"))
    return {
      body: {
        alerts: [
          { summary: "Search | is `broken` @everyone", created_at: at(0), severity: "critical", status: "resolved" },
        ],
      },
    };
  if (line.startsWith("GET /api/dashboards/uid/")) return { body: { dashboard: board } };
  if (line !== "POST /api/ds/query") return { status: 404 };
  if (panels !== undefined) return panels;
  const { from, queries } = z
    .object({ from: z.string(), queries: z.array(z.looseObject({ refId: z.string() })) })
    .parse(JSON.parse(body));
  const values = [
    [Number(from), Number(from) + HOUR, Number(from) + 1.2 * HOUR],
    [0.5, 42.5, 1],
  ];
  const fields = [
    { name: "time", type: "time" },
    { name: "value", type: "number", labels: { service: "search" } },
  ];
  return {
    body: {
      results: Object.fromEntries(
        queries.map(({ refId }) => [refId, { frames: [{ schema: { fields }, data: { values } }] }]),
      ),
    },
  };
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "incident-"));
  await runCommand(ROOT, ["dashboards", "--out", join(folder, "boards")]);
  board = z
    .looseObject({})
    .parse(JSON.parse(readFileSync(join(folder, "boards/driplo-prod-engineering.json"), "utf8")));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  panels = undefined;
  vendor = await startVendor(answer);
});

afterEach(() => vendor.close());

let runs = 0;

const run = async (action: string): Promise<Ran & { readonly files: ReadonlyMap<string, string> }> => {
  runs += 1;
  const out = join(folder, `out-${runs}`);
  const ran = await runCommand(ROOT, ["incident", action, "--out", out], {
    PAGERDUTY_TOKEN: KEY,
    DRIPLO_PAGERDUTY_HOST: vendor.address,
    DRIPLO_GRAFANA_TOKEN: "grafana-token-0002",
    DRIPLO_GRAFANA_HOST: vendor.address,
  });
  const names = ran.code === 0 ? safeList(out) : [];
  return { ...ran, files: new Map(names.map((name) => [name, readFileSync(join(out, name), "utf8")])) };
};

const safeList = (path: string): readonly string[] => {
  try {
    return readdirSync(path).toSorted();
  } catch {
    return [];
  }
};

describe("the draft of a notice", () => {
  it("names component, state and template, and has the words of each language; nobody is told by it", async () => {
    incidents = [incident("Q1", 1234, PAYMENTS, "driplo-prod-payments-P0", "triggered")];
    const { code, files } = await run("draft");
    expect(code).toBe(0);
    expect([...files.keys()]).toEqual(["status-page-1234.md"]);
    const text = files.get("status-page-1234.md") ?? "";
    expect(text.split("\n")[0]).toBe("Status page draft: incident 1234, Checkout and payments down");
    expect(text).toContain("**Customers see nothing until a person publishes it.**");
    expect(text).toContain("[1234](https://shop.pagerduty.com/incidents/Q1), P0");
    expect(text).toContain("`payments.failure_rate`:");
    expect(text).toContain("/payments/failures.md#payments-failure-rate)");
    expect(text).toContain("Template: `Checkout and payments, down (en)`");
    expect(text).toContain("Template: `Checkout and payments, down (fr)`");
    expect(text).toContain("> **Checkout and payments: not available**");
    expect(text).toContain("> We are looking into a problem with checkout and payments: payments may fail.");
    expect(text).toContain("> **Commande et paiements : indisponible**");
    expect(text).toContain("> Nous examinons un problème touchant la commande et les paiements :");
    expect(text).toContain("- _resolved_: The problem with checkout and payments is solved.");
    // It asks PagerDuty alone, and writes nowhere.
    expect(new Set(vendor.received.map(({ line }) => line))).toEqual(new Set(["GET /incidents"]));
  });

  it("is made of no P1, no drill, no other environment, and of nothing that is announced to nobody", async () => {
    incidents = [
      incident("Q2", 2, SEARCH, "driplo-prod-search-P1", "triggered"),
      incident("Q3", 3, "DRILL, nothing is wrong: API availability critical (prod)", "driplo-prod-api-P0", "triggered"),
      incident("Q4", 4, "API availability critical: down (dev)", "driplo-dev-api-P0", "triggered"),
      incident("Q5", 5, PAYMENTS, "driplo-prod-payments-P0", "resolved"),
      incident(
        "Q6",
        6,
        'ALARM: "driplo-prod-security.breach_indicators.root.critical" in US East (N. Virginia)',
        "driplo-prod-security-P0",
        "triggered",
      ),
    ];
    const { code, files } = await run("draft");
    expect({ code, files: [...files] }).toEqual({ code: 0, files: [] });
  });

  it("of a P0 that nothing names lets a person choose, and a stranger's title stays text", async () => {
    incidents = [
      incident("Q7", 7, "@all | `x` <img src=//evil> ![a](https://evil.test/?k=1)", "driplo-prod-api-P0", "triggered"),
    ];
    const { files } = await run("draft");
    const text = files.get("status-page-7.md") ?? "";
    expect(text.split("\n")[0]).toBe("Status page draft: incident 7, which part is not known");
    expect(text).toContain("- `Search, down (en)`: search may not work");
    expect(text).toContain("| Alert | ``@all \\| `x` <img src=//evil> ![a](https://evil.test)`` |");
  });
});

describe("the analysis", () => {
  beforeEach(() => {
    incidents = [
      incident("Q1", 1234, SEARCH, "driplo-prod-search-P1", "resolved"),
      incident("Q8", 8, "API CPU critical: above 90 % (prod)", "driplo-prod-api-P2", "resolved"),
    ];
  });

  it("opens with timeline, alerts and charts filled in, and leaves to people what only they know", async () => {
    const { code, stderr, files } = await run("document");
    expect({ code, names: [...files.keys()] }).toEqual({ code: 0, names: ["post-incident-1234.md"] });
    expect(stderr).toMatch(/post-incident-1234\.md\n$/);
    const text = files.get("post-incident-1234.md") ?? "";
    const day = new Date(OPENED).toISOString().slice(0, 10);
    expect(text.split("\n")[0]).toBe(`Post-incident: P1, incident 1234 of ${day}`);
    const clock = (minutes: number): string => `${at(minutes).slice(0, 10)} ${at(minutes).slice(11, 19)} UTC`;
    const timeline = text.slice(text.indexOf("## Timeline"), text.indexOf("## Alerts"));
    expect(
      timeline
        .split("\n")
        .filter((line) => line.startsWith("|"))
        .slice(2),
    ).toEqual([
      "|      | true start of the breach |  |",
      `| ${clock(0)} | first alert: the incident opened | PagerDuty |`,
      `| ${clock(0.5)} | first notification (2 in all) | PagerDuty |`,
      `| ${clock(5)} | escalated to the next rung | PagerDuty |`,
      `| ${clock(7)} | acknowledged | PagerDuty |`,
      `| ${clock(25)} | resolved | PagerDuty |`,
      "|      | customers told |  |",
      "|      | mended |  |",
    ]);
    expect(text).toContain(
      `| ${clock(0)} | \`\`Search \\| is \`broken\` @everyone\`\` | \`critical\` | \`resolved\` |`,
    );
    expect(text).toContain(
      '```mermaid\nxychart-beta\n  title "Search error rate"\n  x-axis "minutes from the page" -60 --> 85\n  line [0.5,',
    );
    expect(text).toContain("42.5");
    expect(text).toContain(`https://driplo.grafana.net/d/`);
    expect(text).toContain("`search.error_rate` told first, by datadog:");
    expect(text).toContain("From the page to the first notification: 30 s.");
    expect(text).toContain("From the page to its end: 25.0 min; the promise is under 30 min.");
    expect(text).toContain("1234,,<" + day + "T00:00:00Z>,<yes or no>,search.error_rate");
    // Roles, no names.
    expect(text).not.toContain("Jane");
  });

  it("keeps the link where Grafana cannot answer, and says what is missing", async () => {
    panels = { status: 400, body: {} };
    const { code, files } = await run("document");
    expect(code).toBe(0);
    const text = files.get("post-incident-1234.md") ?? "";
    expect(text).toContain("No data in these hours.");
    expect(text).not.toContain("mermaid");
  });

  it("a key that is refused ends it before a half-made document", async () => {
    panels = { status: 403, body: {} };
    const { code, stderr, files } = await run("document");
    expect(code).toBe(4);
    expect(stderr).toBe(
      "error: Grafana answered 403 to POST /api/ds/query: see what the key in DRIPLO_GRAFANA_TOKEN may\n",
    );
    expect([...files]).toEqual([]);
  });
});

it("draws no chart of one point, and holds a value until the next", () => {
  const span = { from: 0, to: 59 * 60_000 };
  expect(chartOf("x", { lines: [{ name: "a", points: [[0, 1]] }], tables: [], refused: false }, span, 0)).toEqual([]);
  const [, , , , line] = chartOf(
    'a "quoted" `title`',
    {
      lines: [
        {
          name: "a",
          points: [
            [0, 1],
            [30 * 60_000, 2],
          ],
        },
      ],
      tables: [],
      refused: false,
    },
    span,
    0,
  );
  const values =
    /\[(.*)\]/
      .exec(line ?? "")?.[1]
      ?.split(", ")
      .map(Number) ?? [];
  expect([values.length, values[29], values[30]]).toEqual([60, 1, 2]);
});
