import { rings } from "../../monitors/model/route";
import { priorities } from "../../monitors/model/priority";
import { policies } from "../../policies";
import { drill, HOOK, keysFor, runDrill, stopStanding, TOKEN, type Answer } from "../../testing/drill-server";
import { rungsToWalk } from "./walk";

afterEach(stopStanding);

const DEV = "api.availability --environment dev --timeout 600";
const HEAD = [
  "drill of api.availability.critical (dev), P0",
  "  0s   development team: pagerduty, slack",
  "  5m   senior engineers: pagerduty",
  "  15m  engineering managers: pagerduty",
  "  30m  CTO and leadership: pagerduty",
  "PagerDuty, driplo-dev-api-P0: accepted: Event processed (202)",
  "Slack, #alerts-dev: accepted: ok (200)",
];

/** Answers in PagerDuty's own form (reference/REST/openapiv3.json, examples of `updateIncident` and `getEscalationPolicy`). */
const json = (status: number, value: unknown): Answer => [
  status,
  JSON.stringify(value),
  { "content-type": "application/json" },
];

const incident = (...assignees: readonly string[]) => ({
  id: "PT4KHLK",
  escalation_policy: { id: "PT20YPA", summary: "Driplo dev P0", type: "escalation_policy_reference" },
  assignments: assignees.map((summary) => ({ at: "2026-11-10T00:31:52Z", assignee: { id: "PXPGF42", summary } })),
  urgency: "low",
});

const policy = (...schedules: readonly string[]): Answer =>
  json(200, {
    escalation_policy: {
      name: "Driplo dev P0",
      escalation_rules: schedules.map((summary) => ({
        targets: [{ id: "PI7DH85", type: "schedule_reference", summary }],
      })),
    },
  });

const opened: readonly Answer[] = [
  [202, '{"status":"success","message":"Event processed","dedup_key":"drill/x"}'],
  [200, "ok"],
];
const found = json(200, { incidents: [incident("Driplo dev drill")] });
const ladder = policy("Rung one", "Rung two", "Rung three", "Rung four");
const changed = json(200, { incident: incident("Driplo dev drill") });

const RUNGS = ["one", "two", "three", "four"].map(
  (word, index) => `  rung ${index + 1}: Rung ${word} → Driplo dev drill`,
);

describe("npm run drill in dev, against a server that stands for PagerDuty", () => {
  it("walks the whole ladder: raises its own incident, escalates it rung by rung, and resolves it", async () => {
    const nothingYet = json(200, { incidents: [] });
    const { code, stdout, stderr, got } = await runDrill(DEV, [...opened, nothingYet, found, ladder, changed]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toBe([...HEAD, ...RUNGS, "ladder: all 4 rungs, and resolved (200)", ""].join("\n"));
    const asked = got.slice(2);
    const key = encodeURIComponent(String((JSON.parse(got[0]?.body ?? "") as Record<string, unknown>)["dedup_key"]));
    const look = `GET /incidents?incident_key=${key}&statuses%5B%5D=triggered`;
    expect(got.map(({ path }) => path).slice(0, 2)).toEqual(["/v2/enqueue", HOOK]);
    expect(asked.map(({ method, path, body }) => `${method} ${path}${body === "" ? "" : ` ${body}`}`)).toEqual([
      look,
      look,
      "GET /escalation_policies/PT20YPA",
      'PUT /incidents/PT4KHLK {"incident":{"type":"incident_reference","urgency":"high"}}',
      'PUT /incidents/PT4KHLK {"incident":{"type":"incident_reference","escalation_level":2}}',
      'PUT /incidents/PT4KHLK {"incident":{"type":"incident_reference","escalation_level":3}}',
      'PUT /incidents/PT4KHLK {"incident":{"type":"incident_reference","escalation_level":4}}',
      'PUT /incidents/PT4KHLK {"incident":{"type":"incident_reference","status":"resolved"}}',
    ]);
    for (const { headers } of asked)
      expect(headers).toMatchObject({ authorization: `Token token=${TOKEN}`, from: "alerts-dev@driplo.com" });
    // The events API and Slack are handed no REST key.
    expect(JSON.stringify(got.slice(0, 2))).not.toContain(TOKEN);
  });

  it.each<readonly [string, readonly Answer[], string, number]>([
    [
      "a policy with other rungs than the plan's",
      [found, policy("Rung one", "Rung two")],
      "ladder: stopped after 0 of 4 rungs: policy Driplo dev P0 has 2 rules, and the plan 4 rungs (200)",
      1,
    ],
    [
      "a rung with nobody on it",
      [found, ladder, changed, json(200, { incident: incident() })],
      "ladder: stopped after 1 of 4 rungs: rung 2 is assigned to nobody (200)",
      1,
    ],
    [
      "a refusal, with its words and without the key",
      [json(401, { error: { message: "Unauthorized", code: 2006, errors: [`no such token ${TOKEN}`] } })],
      "ladder: stopped after 0 of 4 rungs: Unauthorized; no such token … (401)",
      1,
    ],
    [
      "an answer that is none of PagerDuty's",
      [found, [200, "<p>hello</p>"]],
      "ladder: stopped after 0 of 4 rungs: an answer in another form than PagerDuty's (200)",
      1,
    ],
    [
      "a PagerDuty that fails",
      [found, ladder, changed, [503]],
      "ladder: stopped after 1 of 4 rungs: failed at its own end, 3 times (503)",
      4,
    ],
  ])("stops at %s, and says how to end what is open", async (_name, answers, says, ending) => {
    const { code, stdout, stderr } = await runDrill(DEV, [...opened, ...answers]);
    expect({ code, stderr }).toEqual({ code: ending, stderr: "" });
    expect(stdout).toContain(`${says}\nopen until it is resolved: npm run drill -- api.availability --environment dev`);
  });

  it("wants the REST key before it opens anything", async () => {
    const { code, stdout, stderr } = await drill(DEV, {
      ...keysFor("http://127.0.0.1:1"),
      DRIPLO_DRILL_PAGERDUTY_TOKEN: "",
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("error: DRIPLO_DRILL_PAGERDUTY_TOKEN must be set: keys come from the environment");
  });

  it("prints on request what it would do, and asks nobody", async () => {
    const { code, stdout, got } = await runDrill(`${DEV} --dry-run`, [[500]]);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "would then raise the incident's urgency, escalate it rung by rung to 4, and resolve it, with <DRIPLO_DRILL_PAGERDUTY_TOKEN>\n",
    );
    expect(got).toEqual([]);
  });
});

describe("the rungs that a drill climbs by itself", () => {
  it("are dev's whole ladders", () => {
    expect(priorities.map((priority) => rungsToWalk(policies.routes.dev[priority]))).toEqual([4, 4, 0, 0]);
  });

  it("are none where a phone rings: PagerDuty climbs there, and people answer", () => {
    expect(priorities.map((priority) => rungsToWalk(policies.routes.prod[priority]))).toEqual([0, 0, 0, 0]);
    expect(rings(policies.routes.prod.P0)).toBe(true);
  });
});
