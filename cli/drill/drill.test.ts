import { z } from "zod";
import { drill, HOOK, KEY, keysFor, runDrill as run, stopStanding, type Answer } from "../../testing/drill-server";
import { planOf } from "../../testing/environment";
import { catalogue } from "../../monitors/catalogue";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { findDrilled } from "./find";

afterEach(stopStanding);

/** PagerDuty's and Slack's own words (events-v2/openapiv3.json; Slack's incoming webhooks). */
const TAKEN = '{"status":"success","message":"Event processed","dedup_key":"drill/x"}';
/** On a busy machine an answer takes its time. */
const PATIENT = "--timeout 600";
const PROD = `search.error_rate --environment prod --yes-page-people ${PATIENT}`;
/** Of a priority that pages nobody. */
const DEV = `api.cpu --level warning --environment dev ${PATIENT}`;
const DEV_HEAD = "drill of api.cpu.warning (dev), P3\n  0s   development team: slack\n";

describe("npm run drill, against a server that stands for PagerDuty and Slack", () => {
  it("sends what pages nobody to Slack alone, marked", async () => {
    const { code, stdout, stderr, got } = await run(DEV, [[200, "ok"]]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `${DEV_HEAD}Slack, #alerts-dev: accepted: ok (200)\n`,
      stderr: "",
    });
    expect(got.map(({ path }) => path)).toEqual([HOOK]);
    expect(JSON.parse(got[0]?.body ?? "")).toEqual({
      text: [
        "DRILL, nothing is wrong: API CPU warning (dev)",
        "If it were real: Requests queue for CPU and everything slows down.",
        "Priority P3, mean above 70 % over 5 min",
        "Runbook: https://github.com/driplo/monitoring/blob/main/runbooks/api/resources.md#api-cpu",
      ].join("\n"),
    });
  });

  it("sends in prod to both, says who is told when, and how to end it", async () => {
    const { code, stdout, got } = await run(PROD, [
      [202, TAKEN],
      [200, "ok"],
    ]);
    expect(code).toBe(0);
    const sent: unknown = JSON.parse(got[0]?.body ?? "");
    const { dedup_key: key } = z.object({ dedup_key: z.string() }).parse(sent);
    expect(key).toMatch(/^drill\/search\.error_rate\.critical\/[0-9a-f-]{36}$/);
    expect(got.map(({ path }) => path)).toEqual(["/v2/enqueue", HOOK]);
    expect(sent).toEqual({
      routing_key: KEY,
      event_action: "trigger",
      dedup_key: key,
      payload: {
        summary: "DRILL, nothing is wrong: Search error rate critical (prod)",
        source: "driplo-prod",
        severity: "critical",
        component: "search",
        class: "drill",
        custom_details: {
          drill: true,
          signal: "search.error_rate",
          level: "search.error_rate.critical",
          priority: "P1",
          condition: "above 10 % over 5 min, or 1 min of at least 50",
        },
      },
      links: [
        {
          href: "https://github.com/driplo/monitoring/blob/main/runbooks/search/search.md#search-error-rate",
          text: "Runbook: Search error rate",
        },
      ],
    });
    expect(stdout.split("\n")).toEqual([
      "drill of search.error_rate.critical (prod), P1",
      "  0s   development team: pagerduty, phone, sms, slack",
      "  15m  senior engineers: pagerduty, phone, sms",
      "  30m  engineering managers: pagerduty, phone, sms",
      "  1h   CTO and leadership: pagerduty, phone, sms",
      "PagerDuty, driplo-prod-search-P1: accepted: Event processed (202)",
      "Slack, #alerts-urgent: accepted: ok (200)",
      `open until it is resolved: npm run drill -- search.error_rate --environment prod --resolve ${key}`,
      "",
    ]);
  });

  it("says in JSON what the text says", async () => {
    const { code, stdout } = await run(`${DEV} --format json`, [[200, "ok"]]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      environment: "dev",
      level: "api.cpu.warning",
      priority: "P3",
      event: "trigger",
      told: [{ after: "0s", who: "development team", channels: ["slack"] }],
      rungs: 0,
      sent: [{ to: "Slack", at: "#alerts-dev", accepted: true, status: 200, said: "accepted: ok" }],
    });
  });

  it("says of a quiet priority what the vendors send without it, and asks PagerDuty nothing", async () => {
    const { stdout, got } = await run("api.cpu --level warning --environment prod --yes-page-people", [[200, "ok"]]);
    expect(stdout).toBe(
      "drill of api.cpu.warning (prod), P3\n  0s   development team: slack, email\n" +
        "Slack, #alerts-trends: accepted: ok (200)\nnot drilled: email, which the vendors send themselves\n",
    );
    expect(got.length).toBe(1);
  });

  it("ends what it opened, where it was told, and needs no leave to", async () => {
    const key = "drill/search.error_rate.critical/7";
    const { code, got } = await run(`search.error_rate --environment prod --resolve ${key}`, [
      [202, TAKEN],
      [200, "ok"],
    ]);
    expect(code).toBe(0);
    expect(got.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      { routing_key: KEY, event_action: "resolve", dedup_key: key },
      { text: "DRILL, nothing is wrong: Search error rate critical (prod)\nThe drill is over." },
    ]);
  });

  it("fails where one of the two was not accepted, and still says how to end the other", async () => {
    const { code, stdout } = await run(PROD, [
      [202, TAKEN],
      [410, "channel_is_archived"],
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain("Slack, #alerts-urgent: refused: channel_is_archived (410)\nopen until it is resolved: ");
  });

  it("tells Slack although PagerDuty refuses", async () => {
    const { code, stdout, got } = await run(PROD, [
      [400, `{"status":"invalid event","message":"Event object is invalid","errors":["no key ${KEY}"]}`],
      [200, "ok"],
    ]);
    expect(code).toBe(1);
    expect(stdout).toContain("PagerDuty, driplo-prod-search-P1: refused: Event object is invalid; no key … (400)\n");
    expect(stdout).not.toContain("open until");
    expect(got.length).toBe(2);
  });

  it("waits as it is asked to, and tries again with the same key", async () => {
    const { code, got } = await run(PROD, [
      [429, "", { "retry-after": "1" }],
      [202, TAKEN],
      [200, "ok"],
    ]);
    expect(code).toBe(0);
    expect(got[1]?.body).toBe(got[0]?.body);
    expect((got[1]?.at ?? 0) - (got[0]?.at ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it.each<readonly [string, readonly Answer[], string, number]>([
    ["a refusal", [[400, "invalid_payload"]], "refused: invalid_payload (400)", 1],
    ["a page that is no answer of Slack's", [[202, "<p>hello</p>"]], "refused: <p>hello</p> (202)", 1],
    ["a vendor that fails", [[500]], "failed at its own end, 3 times (500)", 3],
    ["a vendor that fails once", [[503], [200, "ok"]], "accepted: ok (200)", 2],
    [
      "a vendor that is too busy for long",
      [[429, "", { "retry-after": "0" }]],
      "too many requests, 3 times, waiting as it asks (429)",
      3,
    ],
  ])("says %s in a line", async (_name, answers, said, times) => {
    const { code, stdout, stderr, got } = await run(DEV, answers);
    expect({ code, stdout, stderr }).toEqual({
      code: endings.find(([words]) => said.startsWith(words))?.[1] ?? 4,
      stdout: `${DEV_HEAD}Slack, #alerts-dev: ${said}\n`,
      stderr: "",
    });
    expect(got.length).toBe(times);
  });

  /** What the vendor itself refuses is a way that does not work; all else is a vendor that could not be asked. */
  const endings: readonly (readonly [string, number])[] = [
    ["accepted", 0],
    ["refused", 1],
  ];
  it("says in a line that no answer came in time", async () => {
    const { code, stdout, stderr } = await run("api.cpu --level warning --environment dev --timeout 0.4", ["none"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 4,
      stdout: `${DEV_HEAD}Slack, #alerts-dev: no answer within 0.4 s, 3 times\n`,
      stderr: "",
    });
  });

  it("hands the key to nobody else: a redirection is not followed", async () => {
    const { got } = await run(DEV, [
      [307, "", { location: "/elsewhere" }],
      [200, "ok"],
    ]);
    expect(got.map(({ path }) => path)).toEqual([HOOK, HOOK]);
  });

  it("says in a line that nothing is there", async () => {
    const { code, stdout } = await drill(DEV, keysFor("http://127.0.0.1:1"));
    expect({ code, stdout }).toEqual({
      code: 4,
      stdout: `${DEV_HEAD}Slack, #alerts-dev: not reached, 3 times: is there a network, and is the address right?\n`,
    });
  });

  it("prints on request what it would send, without keys, and sends nothing", async () => {
    const { code, stdout, got } = await run("search.error_rate --environment prod --dry-run --format json", [[202]]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      requests: [
        { to: "PagerDuty", at: "driplo-prod-search-P1", key: "<DRIPLO_DRILL_PAGERDUTY_KEY>" },
        { to: "Slack", at: "#alerts-urgent", key: "<DRIPLO_DRILL_SLACK_WEBHOOK>" },
      ],
    });
    expect(stdout).not.toContain('"sent"');
    expect(got).toEqual([]);
  });

  it.each([
    [
      "search.error_rate --environment prod",
      "a drill in prod rings real phones; say --yes-page-people, or look with --dry-run",
    ],
    ["search.eror_rate", 'there is no signal "search.eror_rate"; near it are search.error_rate, '],
    ["search.error_rate --environment mars", "Allowed choices are dev, prod."],
    ["search.error_rate --timeout soon", "It must be a number of seconds, 600 at most."],
    [
      "search.error_rate --environment prod --resolve PT4KHLK",
      "--resolve takes the key that a drill of search.error_rate.critical has printed",
    ],
  ])("%s is wrong usage", async (line, says) => {
    const { code, stdout, stderr } = await drill(line, keysFor("http://127.0.0.1:1"));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    [
      { DRIPLO_DRILL_SLACK_WEBHOOK: "", DRIPLO_DRILL_PAGERDUTY_KEY: "" },
      "DRIPLO_DRILL_PAGERDUTY_KEY and DRIPLO_DRILL_SLACK_WEBHOOK must be set: keys come from the environment, and never from arguments",
    ],
    [{ DRIPLO_DRILL_SLACK_WEBHOOK: "s3cret" }, "DRIPLO_DRILL_SLACK_WEBHOOK must be an address: https://…"],
    [
      { DRIPLO_DRILL_SLACK_WEBHOOK: "http://hooks.slack.com/s3cret" },
      "DRIPLO_DRILL_SLACK_WEBHOOK must begin with https://",
    ],
    [
      { DRIPLO_DRILL_PAGERDUTY_HOST: "http://events.pagerduty.com" },
      "DRIPLO_DRILL_PAGERDUTY_HOST must begin with https://",
    ],
  ])("%j is wrong usage, and no value is said", async (variables, says) => {
    const { code, stdout, stderr } = await drill(PROD, { ...keysFor("http://127.0.0.1:1"), ...variables });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(`error: ${says}\n`);
    expect(stderr).not.toContain("s3cret");
  });
});

describe("the level that is drilled", () => {
  const plan = planOf(catalogue);
  const found = (id: string) => {
    const drilled = findDrilled(plan, id, "critical");
    return typeof drilled === "string" ? drilled : drilled.level.name;
  };

  it("is of the measure that is named, or the most urgent one", () => {
    expect(found("api.availability")).toBe("api.availability.critical");
    expect(found("edge.dns_resolution.answer")).toBe("edge.dns_resolution.answer.critical");
    expect(found("storefront.new_error")).toBe("storefront.new_error.widespread.critical");
    expect(found("delivery.deployment_failures")).toBe("delivery.deployment_failures.stuck.critical");
  });

  it("is none that is not there, in a line", () => {
    expect(found("nothing_like_it")).toBe('there is no signal "nothing_like_it"; npm run plan lists them');
    expect(found("storefront.traffic")).toBe(
      "storefront.traffic has no critical level; it has warning: --level warning",
    );
  });

  it("is none of a draft", () => {
    const drafts: MonitoringPlan = { ...plan, signals: plan.signals.map((signal) => ({ ...signal, stage: "draft" })) };
    expect(findDrilled(drafts, "api.availability", "critical")).toBe(
      "api.availability is a draft, and nobody is told of it",
    );
  });
});
