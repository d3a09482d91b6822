import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { z } from "zod";
import { runCommand, type Ran } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { describeWithChromium, chromiumPath } from "../../testing/tools/describe-with-chromium";
import { startVendor, type Answered, type Received, type VendorServer } from "../../testing/vendor-server";

/** The week's reports from end to end: Grafana is asked, the page is made and printed, and a mail server takes it. */

const TOKEN = "grafana-token-0001";
const PASSWORD = "smtp-pass-0001";

const DAY = 86_400_000;

/** The boards as `npm run dashboards` writes them, and so as Grafana has them. */
let boards: ReadonlyMap<string, object>;
let folder: string;
let vendor: VendorServer;
let answer: (received: Received) => Answered;

const queried = z.object({
  from: z.string(),
  to: z.string(),
  queries: z.array(z.looseObject({ refId: z.string(), datasource: z.looseObject({ type: z.string() }) })),
});

/** As Grafana's documents have it: "results", by refId, with frames of schema and data. */
const frames = (received: Received): Answered => {
  const { to, queries } = queried.parse(JSON.parse(received.body));
  const times = Array.from({ length: 7 }, (_, day) => Number(to) - (6 - day) * DAY);
  return {
    body: {
      results: Object.fromEntries(
        queries.map(({ refId }) => [
          refId,
          {
            status: 200,
            frames: [
              {
                schema: {
                  refId,
                  fields: [
                    { name: "time", type: "time" },
                    { name: "value", type: "number", labels: { signal: "api.cpu & <b>co</b>" } },
                  ],
                },
                data: { values: [times, [1, 2, null, 4, 5, 6, 7]] },
              },
            ],
          },
        ]),
      ),
    },
  };
};

const usual = (received: Received): Answered => {
  const [, uid = ""] = /^GET \/api\/dashboards\/uid\/([\w-]+)$/.exec(received.line) ?? [];
  const board = boards.get(uid);
  if (board !== undefined) return { body: { meta: { slug: uid }, dashboard: board } };
  return received.line === "POST /api/ds/query" ? frames(received) : { status: 404, body: { message: "Not found" } };
};

interface Inbox {
  readonly address: string;
  readonly signIns: readonly string[];
  readonly mails: { readonly from: string; readonly to: readonly string[]; readonly raw: Buffer }[];
  readonly close: () => Promise<void>;
}

const startInbox = async (options: { readonly refuse?: string; readonly at?: string } = {}): Promise<Inbox> => {
  const mails: Inbox["mails"] = [];
  const signIns: string[] = [];
  const host = options.at ?? "127.0.0.1";
  const server = new SMTPServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    authMethods: ["PLAIN"],
    onAuth: ({ username = "", password }, _session, done) => {
      signIns.push(username);
      const right = username === "reports" && password === PASSWORD;
      done(right ? null : new Error("535 refused"), right ? { user: username } : undefined);
    },
    onRcptTo: ({ address }, _session, done) => {
      done(address === options.refuse ? Object.assign(new Error("no such mailbox"), { responseCode: 550 }) : null);
    },
    onData: (stream, session, done) => {
      const pieces: Buffer[] = [];
      stream.on("data", (piece: Buffer) => pieces.push(piece));
      stream.on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({
          from: mailFrom === false ? "" : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(pieces),
        });
        done(null);
      });
    },
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  const { port } = z.object({ port: z.number() }).parse(server.server.address());
  return {
    address: `smtp://reports:${PASSWORD}@${host}:${port}`,
    mails,
    signIns,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
      }),
  };
};

let inbox: Inbox;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "mail-"));
  const { code } = await runCommand(ROOT, ["dashboards", "--environment", "prod", "--out", join(folder, "boards")]);
  expect(code).toBe(0);
  boards = new Map(
    readdirSync(join(folder, "boards")).map((name) => [
      name.replace(/\.json$/, ""),
      z.looseObject({}).parse(JSON.parse(readFileSync(join(folder, "boards", name), "utf8"))),
    ]),
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

beforeEach(async () => {
  answer = usual;
  [vendor, inbox] = await Promise.all([startVendor((received) => answer(received)), startInbox()]);
});

afterEach(() => Promise.all([vendor.close(), inbox.close()]));

const run = (line: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ran> =>
  runCommand(ROOT, ["mail", ...line], {
    DRIPLO_GRAFANA_TOKEN: TOKEN,
    DRIPLO_GRAFANA_HOST: vendor.address,
    DRIPLO_SMTP_URL: inbox.address,
    CHROME: chromiumPath(),
    ...variables,
  });

const readMail = async (index: number) => PostalMime.parse(inbox.mails[index]?.raw ?? "");

describeWithChromium("each week", () => {
  it("three reports reach those that the stack's file names, as HTML and as a PDF", async () => {
    const { code, stdout, stderr } = await run(["--environment", "prod"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(inbox.mails.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: "alerts@driplo.com", to: ["leadership@driplo.com"] },
      { from: "alerts@driplo.com", to: ["alerts@driplo.com"] },
      { from: "alerts@driplo.com", to: ["alerts@driplo.com"] },
    ]);
    const mails = await Promise.all([0, 1, 2].map(readMail));
    const today = new Date().toISOString().slice(0, 10);
    const before = new Date(Date.now() - 7 * DAY).toISOString().slice(0, 10);
    expect(mails.map(({ subject }) => subject)).toEqual([
      `Driplo for executives (prod), ${before} to ${today}`,
      `Driplo operations (prod), ${before} to ${today}`,
      `Driplo alert quality (prod), ${before} to ${today}`,
    ]);
    for (const { attachments } of mails) {
      const [pdf] = attachments;
      expect(attachments).toHaveLength(1);
      expect(pdf?.mimeType).toBe("application/pdf");
      const bytes = Buffer.from(pdf?.content as ArrayBuffer);
      expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      expect(bytes.length).toBeGreaterThan(10_000);
    }
    expect(mails.map(({ attachments: [pdf] }) => pdf?.filename)).toEqual([
      "driplo-prod-executive.pdf",
      "driplo-prod-operations.pdf",
      "driplo-prod-monitoring-quality.pdf",
    ]);
  });
});

describe("the page", () => {
  it("has every question of the board, its unit, and a figure of each line; of Grafana's words none becomes markup", async () => {
    await run(["--report", "alertQuality", "--no-pdf"]);
    const { html = "", text = "", attachments } = await readMail(0);
    expect(attachments).toEqual([]);
    const board = z
      .looseObject({ panels: z.array(z.looseObject({ type: z.string(), title: z.string() })) })
      .parse(boards.get("driplo-prod-monitoring-quality"));
    const titles = board.panels.map(({ title }) => title.replaceAll("&", "&amp;"));
    expect(titles).toContain("Time to detection (under 2 min)");
    for (const title of titles) expect(html).toContain(`>${title}<`);
    expect(html).toContain("api.cpu &amp; &lt;b&gt;co&lt;/b&gt;");
    // 1, 2, 4, 5, 6, 7 seconds: what was not measured is not 0.
    expect(html.replaceAll(/\s+/g, " ")).toContain(
      "<td>7 s</td> <td>4.17 s</td> <td>1 s</td> <td>7 s</td>".replaceAll("> <", "><"),
    );
    expect(html).not.toMatch(/<svg|<img|<script|src=/);
    expect(html).toContain('href="https://driplo.grafana.net/d/driplo-prod-monitoring-quality"');
    expect(text).toContain("Does the monitoring itself work, and which alerts are noise?");
  });

  it("is of the last seven days, by the key that may look, with the board's variables filled in", async () => {
    await run(["--report", "alertQuality", "--no-pdf"]);
    const asked = vendor.received.filter(({ line }) => line === "POST /api/ds/query");
    const bodies = asked.map(({ body }) => queried.parse(JSON.parse(body)));
    expect(asked.every(({ headers }) => headers["authorization"] === `Bearer ${TOKEN}`)).toBe(true);
    for (const { from, to } of bodies) expect(Number(to) - Number(from)).toBe(7 * DAY);
    const all = asked.map(({ body }) => body).join("\n");
    expect(all).toContain("env:prod source:alert service:*");
    expect(all).not.toMatch(/\$(?:environment|service|device)\b|\$\{__(?:from|to)\}/);
    // What the data source fills in itself.
    await run(["--report", "executive", "--no-pdf"]);
    expect(vendor.received.map(({ body }) => body).join("\n")).toContain("$__timeFilter");
  });

  it("says of a question that Grafana could not answer that it could not, and sends the rest", async () => {
    answer = (received) =>
      received.line === "POST /api/ds/query" && received.body.includes("driplo_quality_accuracy_percent")
        ? { status: 400, body: { results: { A: { error: `bad ${TOKEN}`, status: 400 } } } }
        : usual(received);
    const { code, stderr } = await run(["--report", "alertQuality", "--no-pdf"]);
    expect({ code, stderr }).toEqual({
      code: 4,
      stderr: 'alertQuality: Grafana could not answer "Accuracy (over 95 %)"\n',
    });
    const { html = "" } = await readMail(0);
    expect(html.match(/Grafana could not answer this question/g)).toHaveLength(1);
    expect(html).not.toContain(TOKEN);
  });

  it("has no number where nothing was measured", async () => {
    answer = (received) =>
      received.line === "POST /api/ds/query"
        ? { body: { results: { A: { status: 200, frames: [] } } } }
        : usual(received);
    await run(["--report", "alertQuality", "--no-pdf"]);
    const { html = "" } = await readMail(0);
    expect(html).toContain("No data in these days.");
    expect(html).not.toContain("<td>");
  });
});

describeWithChromium("--out", () => {
  it("writes the pages and sends nothing", async () => {
    const out = join(folder, "out");
    const { code } = await run(["--report", "executive", "--out", out], { DRIPLO_SMTP_URL: "" });
    expect(code).toBe(0);
    expect(readdirSync(out).toSorted()).toEqual(["driplo-prod-executive.html", "driplo-prod-executive.pdf"]);
    expect(inbox.mails).toEqual([]);
  });
});

describe("what goes wrong", () => {
  it.each(["DRIPLO_GRAFANA_TOKEN", "DRIPLO_SMTP_URL"])("without %s it asks nobody", async (name) => {
    const { code, stderr } = await run(["--no-pdf"], { [name]: "" });
    expect(code).toBe(2);
    expect(stderr).toBe(`error: ${name} must be set: keys come from the environment, and never from arguments\n`);
    expect(vendor.received).toEqual([]);
  });

  it("a key that Grafana refuses sends nothing, and is said once for each report", async () => {
    answer = () => ({ status: 401, body: TOKEN });
    const { code, stderr } = await run(["--no-pdf"]);
    expect(code).toBe(4);
    expect(stderr.split("\n").slice(0, -1)).toEqual(
      (
        [
          ["executive", "executive"],
          ["operations", "operations"],
          ["alertQuality", "monitoring-quality"],
        ] as const
      ).map(
        ([name, board]) =>
          `error: ${name}: Grafana answered 401 to GET /api/dashboards/uid/driplo-prod-${board}: see what the key in DRIPLO_GRAFANA_TOKEN may`,
      ),
    );
    expect(inbox.mails).toEqual([]);
  });

  it("a password that the mail server refuses is in no line", async () => {
    const wrong = inbox.address.replace(PASSWORD, "another-pass");
    const { code, stderr } = await run(["--report", "executive", "--no-pdf"], { DRIPLO_SMTP_URL: wrong });
    expect(code).toBe(4);
    expect(stderr).toBe(
      "error: executive: the mail server refused the sign-in (535): see the name and password in DRIPLO_SMTP_URL\n",
    );
  });

  it("a mailbox that does not exist is said, and the other reports are sent", async () => {
    const strict = await startInbox({ refuse: "leadership@driplo.com" });
    const { code, stderr } = await run(["--no-pdf"], { DRIPLO_SMTP_URL: strict.address });
    await strict.close();
    expect(code).toBe(4);
    expect(stderr).toContain("error: executive: the mail server refused a sender or a recipient (550)");
    expect(strict.mails).toHaveLength(2);
  });

  it("a server elsewhere gets no password without TLS", async () => {
    const elsewhere = await startInbox({ at: "127.0.0.2" });
    const { code, stderr } = await run(["--report", "executive", "--no-pdf"], { DRIPLO_SMTP_URL: elsewhere.address });
    await elsewhere.close();
    expect(code).toBe(4);
    expect(stderr).toBe("error: executive: the mail server has no TLS: nothing was sent\n");
    expect(elsewhere).toMatchObject({ mails: [], signIns: [] });
  });

  it("no Chromium is said with the way out", async () => {
    const { code, stderr } = await run(["--report", "executive"], { PATH: "/nonexistent", CHROME: "" });
    expect(existsSync("/nonexistent")).toBe(false);
    expect(code).toBe(2);
    expect(stderr).toBe("error: no Chromium on PATH prints the PDF: install it, name it in CHROME, or say --no-pdf\n");
  });
});
