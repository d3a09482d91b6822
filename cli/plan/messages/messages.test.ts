import { catalogue, committed, declare, declareStack, policies } from "../../../testing/stack";
import { testDev } from "../../../testing/environment";
import { editMeasure, latencyRow, catalogueOf } from "../../../testing/rows";
import { paintFor } from "../../shared/paint";
import { lengthsOf, tooLongIn } from "./lengths";
import { messagesOf, type Message } from "./messages";
import { toMessagesJson, toMessagesText } from "./words";

const prod = declare(committed("prod"));
const messages = messagesOf(prod);
const paint = paintFor({ isTTY: false });

const of = (name: string, vendor: string, way: Message["way"]): Message => {
  const found = messages.find((each) => each.name === name && each.vendor === vendor && each.way === way);
  if (found === undefined) throw new Error(`no message of ${name} by ${vendor} as ${way}`);
  return found;
};

const SITE = "https://github.com/driplo/monitoring/blob/main/runbooks";
const SMS =
  "ALRT [incident number]: You were assigned to an incident. Go to PagerDuty to learn more. Reply 4: Ack, 6: Resolve";

/** What whoever is woken at P0 reads, word for word; the number of a composite stands in AWS's own reason. */
describe("the P0s", () => {
  it.each<[name: string, vendor: string, subject: string, lines: readonly string[]]>([
    [
      "api.availability.critical",
      "datadog",
      "API availability critical: down for more than 30 s (prod)",
      [
        `Runbook: ${SITE}/api/availability.md#api-availability`,
        "First: Open the API's /health yourself, twice. Deployed just before it failed? Run vercel rollback now.",
        "Users: The API does not answer its health route: nobody can browse, sell or pay.",
        "Now: its test fails. Threshold: down for more than 30 s.",
        "Since: 2026-01-15 03:07 UTC.",
      ],
    ],
    [
      "database.reachable.critical",
      "prometheus",
      "Database reachable critical: down for more than 30 s (prod), backstop",
      [
        `Runbook: ${SITE}/database/reachable.md#database-reachable`,
        "First: Open status.supabase.com. An incident there: restart nothing, escalate. None: open /health/database yourself.",
        "Users: The database does not answer: nothing can be browsed, sold or paid.",
        "Now: it does not answer. Threshold: down for more than 30 s.",
        "Since: 2026-01-15 03:07 UTC.",
      ],
    ],
    [
      "payments.silence.critical",
      "prometheus",
      "Successful payments critical: none for 15 min, of at least 5 (prod)",
      [
        `Runbook: ${SITE}/payments/silence.md#payments-silence`,
        "First: Buy something cheap yourself. Fails after a deployment: vercel rollback. Works: look at Stripe's webhooks.",
        "Users: Buyers start to pay and nothing is paid: the shop sells nothing.",
        "Now: 5 waited in vain. Threshold: none for 15 min, of at least 5.",
        "Since: 2026-01-15 03:07 UTC.",
      ],
    ],
    [
      "payments.failure_rate.critical",
      "cloudwatch",
      'ALARM: "driplo-prod-payments.failure_rate.critical" in eu-west-3',
      [
        "Payment failures critical: above 25 % over 5 min, or 2 min of at least 20 (prod).",
        `Runbook: ${SITE}/payments/failures.md#payments-failure-rate`,
        "First: Buy something cheap yourself. It began with a deployment: vercel rollback. Stripe is down: tell support.",
        "Users: Buyers cannot pay: their payments fail in the shop or at Stripe.",
        "Now: in the alarm that the reason names, in %. Threshold: above 25 % over 5 min, or 2 min of at least 20. Quiet below 20 events in that time. Since: the time of this state change, which AWS gives.",
      ],
    ],
    [
      "edge.ddos.detected_unhealthy.critical",
      "cloudwatch",
      'ALARM: "driplo-prod-edge.ddos.detected_unhealthy.critical" in us-east-1',
      [
        "Attack on the edge (detected_unhealthy) critical: an attack while the shop fails (prod).",
        `Runbook: ${SITE}/edge/ddos.md#edge-ddos`,
        "First: Switch on Attack Challenge Mode in Vercel's firewall. CloudFront flooded: set the rate rule to Block.",
        "Users: Somebody floods the shop; if the edge does not hold, nobody gets in.",
        "Now: in the alarm that the reason names. Threshold: an attack while the shop fails. Since: the time of this state change, which AWS gives.",
      ],
    ],
    [
      "security.breach_indicators.root.critical",
      "cloudwatch",
      'ALARM: "driplo-prod-security.breach_indicators.root.critical" in us-east-1',
      [
        "Signs of a breach (root) critical: root was used, or the trail stopped (prod).",
        `Runbook: ${SITE}/security/breach.md#security-breach-indicators`,
        "First: Call security. Trail stopped: start it again. Root used: change its password, delete its keys.",
        "Users: Somebody may hold keys to the shop that nobody gave them.",
        "Now: it happened, see the reason. Threshold: root was used, or the trail stopped. Since: the time of this state change, which AWS gives.",
      ],
    ],
    [
      "database.uptime_slo.one_hour",
      "datadog",
      "Database uptime: the 30-day budget gone in 2 days (14.4 times the allowed rate) (prod)",
      [
        `Runbook: ${SITE}/database/uptime-slo.md#database-uptime-slo`,
        "First: Is database.reachable firing? Go to its runbook. Else group the failed database spans by status code.",
        "Users: Some pages and actions fail, because the API cannot reach the database.",
        "Now: at this rate the 30-day budget is gone in 2 days. Threshold: more than 14.4 times the allowed rate, over 1 h and over 5 min. Objective: 99.99 % of calls from the API to the database without a connection error, over 30 days. Quiet below 20 bad events in 1 h.",
        "Since: 2026-01-15 03:07 UTC.",
      ],
    ],
  ])("%s by %s", (name, vendor, subject, lines) => {
    expect(of(name, vendor, "push")).toMatchObject({ priority: "P0", subject, text: lines.join("\n") });
    expect(of(name, vendor, "slack").text).toBe(lines.join("\n"));
    expect(of(name, vendor, "sms")).toMatchObject({ subject: SMS, text: "" });
    expect(messages.filter((each) => each.name === name && each.way === "mail")).toEqual([]);
  });

  it("are all here", () => {
    const paged = new Set(messages.filter(({ priority }) => priority === "P0").map(({ name }) => name));
    expect([...paged].toSorted()).toEqual([
      "api.availability.critical",
      "database.reachable.critical",
      "database.uptime_slo.one_hour",
      "edge.ddos.detected_unhealthy.critical",
      "payments.failure_rate.critical",
      "payments.processing_slo.one_hour",
      "payments.silence.critical",
      "security.breach_indicators.root.critical",
    ]);
  });
});

describe("values", () => {
  it.each([
    ["api.response_time.warning", "datadog", "mail", "Now: 650000000 ns. Threshold: p95 above 500 ms over 5 min."],
    ["storefront.page_load.warning", "datadog", "mail", "Now: 2600 ms. Threshold: p75 above 2 s over 5 min."],
    ["search.error_rate.critical", "datadog", "push", "Now: 13 % over 5 min, 13 % over 1 min. Threshold: above 10 %"],
    ["database.query_time.warning", "prometheus", "mail", "Now: 0.13 s. Threshold: mean above 100 ms over 5 min."],
    ["database.disk.critical", "prometheus", "push", "Now: 99.00 %. Threshold: max above 95 % over 5 min."],
    ["orders.revenue.critical", "prometheus", "push", "Now: 6.50 deviations. Threshold: 5 deviations below the usual"],
    ["infrastructure.memory.critical", "cloudwatch", "push", "Now: the reason's last datapoint, in %. Threshold: max"],
    ["security.scraping.critical", "elastic", "push", "Now: 13000 events. Threshold: any client with more than 10000"],
    ["api.error_rate.critical", "newrelic", "push", "Now: see the chart of the issue, in %. Threshold: above 5 %"],
    ["storefront.error_rate.critical", "sentry", "slack", "Now: see the issue, in % of sessions without a crash."],
  ] as const)("%s by %s", (name, vendor, way, says) => {
    expect(of(name, vendor, way).text).toContain(says);
  });
});

/** Sentry's pages and mails are the issue's, whatever is declared. */
const ofOurs = messages.filter(({ way, vendor }) => way !== "sms" && !(vendor === "sentry" && way !== "slack"));

describe("every message", () => {
  it("is of every level and tier that somebody hears of", () => {
    const names = prod.plan.signals
      .filter(({ stage }) => stage === "live")
      .flatMap(({ measures }) => measures.flatMap(({ levels }) => levels.map(({ name }) => name)));
    const tiers = prod.plan.objectives.flatMap((objective) => objective.tiers.map(({ name }) => name));
    expect([...new Set(messages.map(({ name }) => name))].toSorted()).toEqual([...names, ...tiers].toSorted());
  });

  it("leads to its runbook right after the subject, then says what to do, what users notice, the numbers and since when", () => {
    const odd = ofOurs.filter(
      ({ text }) =>
        !/^(?:[^\n]*\n)?Runbook: https:\/\/\S+\.md#\S+\s+First: \S.*\s+Users: \S.*\s+Now: \S.*\. Threshold: \S.*\.\s+Since: \S.*$/.test(
          text,
        ),
    );
    expect(odd).toEqual([]);
    expect(ofOurs.filter(({ text }) => /[{}]|undefined|\bNaN\b|\$values/.test(text))).toEqual([]);
  });

  it("fits where it goes: no documented length is passed, and Slack folds nothing away", () => {
    expect(messages.filter(({ lengths }) => tooLongIn(lengths).length > 0)).toEqual([]);
  });

  it("has the runbook, the first action and the users before PagerDuty's mail cuts the details", () => {
    const cut = ofOurs.filter(({ text }) => text.indexOf("Now: ") > 500);
    expect(cut).toEqual([]);
  });

  it("says of Sentry's pages that they hold no word of ours, and the monitor behind them does", () => {
    const pages = messages.filter(({ vendor, way }) => vendor === "sentry" && way === "push");
    expect(new Set(pages.map(({ text, note }) => `${text}${note ?? ""}`))).toEqual(
      new Set([
        "Sentry composes all but Slack's notes: its page and mail link to the issue, and the first action stands in the monitor's description",
      ]),
    );
    const monitors = prod.declarations.filter(({ type }) => type === "sentry:index/cronMonitor:CronMonitor");
    expect(monitors.map(({ args }) => ("description" in args ? args.description : undefined))).toEqual(
      Array<string>(2).fill(
        [
          `Runbook: ${SITE}/monitoring/heartbeat.md#monitoring-heartbeat`,
          "First: Say in the alerts' channel which vendor is blind. Then look by hand at what it watches, P0 first.",
          "Users: A vendor's alerts or the database's metrics no longer arrive: what they watch can fail, and nobody is told.",
        ].join("\n"),
      ),
    );
  });

  it("is nobody's where the row is a draft", () => {
    const rows = catalogueOf({ response_time: { ...latencyRow, stage: "draft" } });
    expect(messagesOf(declareStack(rows, policies, committed("prod")))).toEqual([]);
  });

  it("follows the route: in dev nothing rings", () => {
    expect(new Set(messagesOf(declare(testDev)).map(({ way }) => way))).toEqual(new Set(["push", "slack"]));
  });

  it("takes a measure's own first action, or its signal's", () => {
    const rows = editMeasure(catalogue, "payments.payout_failures", "failed", (measure) => ({
      ...measure,
      firstAction: "Call the bank.",
    }));
    const told = messagesOf(declare(committed("prod"), rows));
    const first = (name: string) => /First: (.*)/.exec(told.find((each) => each.name === name)?.text ?? "")?.[1];
    expect(first("payments.payout_failures.failed.critical")).toBe("Call the bank.");
    expect(first("payments.payout_failures.late.warning")).toBe(
      "Look the payout up in Stripe. Paid there: send its newest event again. In transit 3 days: ask Stripe.",
    );
  });
});

describe("lengths", () => {
  it("counts what Slack shows of an attachment, and SNS's subject", () => {
    const long = { subject: "s".repeat(101), text: `${"x".repeat(700)}\n\n\n\n\n` };
    expect(tooLongIn(lengthsOf("cloudwatch", "push", long)).map(({ by }) => by)).toEqual(["SNS's subject"]);
    expect(tooLongIn(lengthsOf("datadog", "slack", long))).toEqual([
      { has: 705, atMost: 699, by: "Slack, before it folds the text" },
      { has: 5, atMost: 4, by: "Slack, before it folds the text" },
    ]);
    expect(tooLongIn(lengthsOf("newrelic", "mail", { subject: "s".repeat(257), text: "" }))).toEqual([
      { has: 257, atMost: 256, by: "New Relic's title" },
    ]);
  });
});

describe("plan --messages", () => {
  const text = toMessagesText(prod, paint);

  it("prints a level's ways, their text once, and what is not established", () => {
    expect(text).toContain(
      [
        "api.availability.critical  P0, datadog",
        "  push   API availability critical: down for more than 30 s (prod)  (57 of 1024)",
        `  sms    ${SMS}`,
        "  slack  API availability critical: down for more than 30 s (prod)",
        "  push, slack:",
        `    Runbook: ${SITE}/api/availability.md#api-availability`,
        "    First: Open the API's /health yourself, twice. Deployed just before it failed? Run vercel rollback now.",
        "    Users: The API does not answer its health route: nobody can browse, sell or pay.",
        "    Now: its test fails. Threshold: down for more than 30 s.",
        "    Since: 2026-01-15 03:07 UTC.",
        "  note: Datadog puts the state before the name; in which words for each channel is not established",
        "",
      ].join("\n"),
    );
    expect(text).toContain(
      "Not established: how much of a title a phone's lock screen shows, and how PagerDuty's card in Slack is laid out.",
    );
    expect(text).toMatch(/\n\d+ messages of 158 levels and tiers, 0 over a documented length\n$/);
    expect(text).not.toContain("too long");
  });

  it("prints the same as data", () => {
    const { environment, messages: told } = toMessagesJson(prod);
    expect(environment).toBe("prod");
    expect(told.length).toBe(messages.length);
    expect(told.find(({ name, way }) => name === "api.availability.critical" && way === "push")).toMatchObject({
      vendor: "datadog",
      priority: "P0",
      lengths: { subject: { has: 57, atMost: 1024, by: "PagerDuty's summary" } },
    });
  });
});
