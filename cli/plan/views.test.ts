import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Command } from "commander";
import { testProd } from "../../testing/environment";
import { declare } from "../../testing/stack";
import { runToEnd, type Ran } from "../../testing/run-command";
import { ROOT } from "../../testing/stack-configuration";
import { onCallView } from "./on-call";

/** `npm run plan -- …` as it is started, less npm. */
const { scripts } = z
  .object({ scripts: z.object({ plan: z.string() }) })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

const plan = (line: string): Promise<Ran> =>
  runToEnd(process.execPath, [...scripts.plan.split(" ").slice(1), ...line.split(" ").filter((word) => word !== "")]);

describe("plan --routes", () => {
  it("prints the way of a level, link by link, and what rests on somebody's hands", async () => {
    const { code, stdout } = await plan("--routes");
    expect(code).toBe(0);
    expect(stdout).toContain(
      [
        "search.error_rate.critical  P1, datadog",
        "  0 s     sms, phone, pagerduty: rung 1: development team: one of engineer-1, engineer-2,",
        "    engineer-3 [2]",
        "          Datadog rule search.P1 → Datadog's service search.P1 → PagerDuty service search.P1 →",
        "            policy P1 → rule 1 → schedule rung-1",
        "  0 s     slack: #alerts-urgent [1]",
        "          Datadog rule search.P1",
        "  15 min  sms, phone, pagerduty: rung 2: senior engineers: one of senior-1, senior-2 [2]",
      ].join("\n"),
    );
    expect(stdout).toContain("[1] Datadog is connected to the Slack workspace");
    expect(stdout.split("\n").filter((each) => each.length > 100)).toEqual([]);
  });

  it("prints the same as data", async () => {
    const { stdout } = await plan("--routes -e prod -f json");
    const { routes } = z
      .object({ routes: z.array(z.object({ name: z.string(), vendor: z.string(), timeline: z.array(z.unknown()) })) })
      .parse(JSON.parse(stdout));
    const found = routes.find(({ name, vendor }) => name === "search.error_rate.critical" && vendor === "datadog");
    expect(found?.timeline[0]).toEqual({
      after: "0s",
      channel: "sms",
      who: "rung 1: development team: one of engineer-1, engineer-2, engineer-3",
      via: [
        "Datadog rule search.P1",
        "Datadog's service search.P1",
        "PagerDuty service search.P1",
        "policy P1",
        "rule 1",
        "schedule rung-1",
      ],
    });
  });
});

describe("plan --on-call", () => {
  it("says who has which hours of a day", async () => {
    const { code, stdout } = await plan("--on-call 2026-11-23");
    expect(code).toBe(0);
    expect(stdout).toContain(
      "rung 1: development team\n  00:00 – 10:00  +01:00  engineer-1\n  10:00 – 00:00  +01:00  engineer-2\n",
    );
  });

  it("says the same as data", async () => {
    const { stdout } = await plan("--on-call 2026-11-23 -f json");
    expect(JSON.parse(stdout)).toMatchObject({
      day: "2026-11-23",
      shifts: [
        {
          schedule: "rung-1",
          who: "engineer-1",
          from: "2026-11-23T00:00:00+01:00",
          until: "2026-11-23T10:00:00+01:00",
        },
        { schedule: "rung-1", who: "engineer-2" },
        {},
        {},
        {},
        {},
        {},
      ],
    });
  });

  it("takes today where no day is named", async () => {
    expect((await plan("--on-call")).stdout).toContain(`who is on call on ${new Date().toISOString().slice(0, 10)}`);
  });

  it("names in dev the drill's user alone, on every rung", async () => {
    const { stdout } = await plan("-e dev --on-call 2026-11-23");
    expect(stdout.match(/^dev rung \d/gm)).toEqual(["dev rung 1", "dev rung 2", "dev rung 3", "dev rung 4"]);
    expect(new Set(stdout.match(/(?<=\+01:00 {2}).+$/gm))).toEqual(new Set(["drill"]));
  });

  it("says where the schedules are, of a stack that has none", () => {
    const onCall = { declaredHere: false, schedules: { 1: ["P1"], 2: ["P2"], 3: ["P3"], 4: ["P4"] } } as const;
    const guest = declare({ ...testProd, ownsAccount: false, onCall });
    const view = onCallView("2026-11-23", new Command());
    expect(view.text(guest)).toContain("the stack that owns the account has them");
  });

  it.each([
    ["--on-call 2026-02-30", `"2026-02-30" is no day; a day is written like 2026-12-25`],
    ["--routes --on-call", "--routes and --on-call are two views; ask for one"],
    ["--messages --routes", "--messages is a view of its own; ask for one"],
  ])("plan %s is wrong usage", async (line, says) => {
    const { code, stdout, stderr } = await plan(line);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
