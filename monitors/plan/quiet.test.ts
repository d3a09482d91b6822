import { catalogueOf, latencyRow, level } from "../../testing/rows";
import { planOf, testDev } from "../../testing/environment";
import { seconds } from "../model/quantity";
import type { Quiet } from "../model/quiet";
import { checkQuiet, formatMoment, parseMoment, resolveQuiet } from "./quiet";

const rows = catalogueOf({
  response_time: latencyRow,
  urgent: { ...latencyRow, critical: level(seconds(2), "P0") },
  draft: { ...latencyRow, critical: level(seconds(2), "P0"), stage: "draft" },
});
const plan = planOf(rows);

const upgrade = {
  reason: "The API moves to another region",
  owner: "platform",
  environments: ["prod"],
  from: "2027-03-14T22:00+01:00",
  until: "2027-03-14T23:30+01:00",
  signals: ["api.response_time"],
} as const satisfies Quiet;

const whole = { ...upgrade, signals: undefined, services: ["api"] } as unknown as Quiet;

const whats = (row: Quiet, now?: string): readonly string[] =>
  checkQuiet({ upgrade: row }, plan, now === undefined ? undefined : Date.parse(now)).map(({ what }) => what);

describe("a moment", () => {
  it.each([
    ["2027-03-14T22:00+01:00", "2027-03-14T21:00:00Z"],
    ["2027-03-14T22:00:00Z", "2027-03-14T22:00:00Z"],
    ["2028-02-29T00:00Z", "2028-02-29T00:00:00Z"],
    ["2027-03-14T23:59-05:00", "2027-03-15T04:59:00Z"],
  ])("%s is %s", (text, utc) => {
    const moment = parseMoment(text);
    expect(moment === undefined ? "none" : formatMoment(moment)).toBe(utc);
  });

  it.each([
    ["without a zone", "2027-03-14T22:00"],
    ["without a time", "2027-03-14"],
    ["of a day that is not", "2027-02-30T22:00Z"],
    ["of 29 February in another year", "2027-02-29T22:00Z"],
    ["of an hour that is not", "2027-03-14T24:00Z"],
    ["between two minutes", "2027-03-14T22:00:30Z"],
    ["in words", "next Sunday at ten"],
    ["of nothing", ""],
  ])("%s is none", (_fault, text) => {
    expect(parseMoment(text)).toBeUndefined();
  });
});

describe("what is quiet", () => {
  it("is the signals that are named, or all of a service", () => {
    const span = { from: Date.parse("2027-03-14T21:00Z"), until: Date.parse("2027-03-14T22:30Z") };
    const { reason, owner } = upgrade;
    expect(resolveQuiet({ upgrade, whole }, plan)).toEqual([
      { key: "upgrade", reason, owner, ...span, services: [], signals: new Set(["api.response_time"]) },
      {
        key: "whole",
        reason,
        owner,
        ...span,
        services: ["api"],
        signals: new Set(["api.response_time", "api.urgent", "api.draft"]),
      },
    ]);
  });

  it("is so in the environments that are named, and nowhere else", () => {
    expect(resolveQuiet({ upgrade }, planOf(rows, testDev))).toEqual([]);
    expect(checkQuiet({ upgrade: { ...upgrade, reason: "" } }, planOf(rows, testDev))).toEqual([]);
  });

  it("is nothing where a moment is wrong", () => {
    expect(resolveQuiet({ upgrade: { ...upgrade, until: "2027-03-14T22:00:61Z" } }, plan)).toEqual([]);
    expect(resolveQuiet({ upgrade: { ...upgrade, until: upgrade.from } }, plan)).toEqual([]);
  });
});

describe("checkQuiet", () => {
  it("has nothing to say of one that is to come, or that goes on", () => {
    expect(whats(upgrade, "2027-01-01T00:00Z")).toEqual([]);
    expect(whats(upgrade, "2027-03-14T22:29:59Z")).toEqual([]);
    expect(whats(upgrade)).toEqual([]);
  });

  it("refuses one that is over, with where and how", () => {
    expect(checkQuiet({ upgrade }, plan, Date.parse("2027-03-14T22:30Z"))).toEqual([
      {
        severity: "error",
        where: "quiet upgrade (prod)",
        what: "it was over at 2027-03-14T23:30+01:00",
        rule: "what is over is deleted, so that nobody takes it for a plan",
        remedy: "delete the row in monitors/catalogue/quiet.ts, key upgrade",
      },
    ]);
  });

  it.each<readonly [string, Quiet, readonly string[]]>([
    ["a fortnight", { ...upgrade, until: "2027-03-28T22:00+01:00" }, []],
    ["more than a fortnight", { ...upgrade, until: "2027-03-28T22:01+01:00" }, ["it is quiet for 15 days"]],
    ["for ever, as some write it", { ...upgrade, until: "9999-12-31T23:59Z" }, ["it is quiet for 2912006 days"]],
    ["a start without a zone", { ...upgrade, from: "2027-03-14T22:00" as "TZ" }, ["from is 2027-03-14T22:00"]],
    [
      "an end before its start",
      { ...upgrade, until: "2027-03-14T21:59+01:00" },
      ["it ends at 2027-03-14T21:59+01:00 and begins at 2027-03-14T22:00+01:00"],
    ],
    ["no reason", { ...upgrade, reason: "  mute   " }, ['the reason is "  mute   "']],
    ["a signal that is not", { ...upgrade, signals: ["api.response"] }, ["there is no signal api.response"]],
    [
      "a service that is not",
      { ...whole, services: ["apis"], silencesP0: true } as Quiet,
      ["there is no service apis"],
    ],
    ["a P0", { ...upgrade, signals: ["api.urgent"] }, ["it silences a P0: api.urgent"]],
    ["a P0 in a service", whole, ["it silences a P0: api.urgent"]],
    ["a P0 that is meant", { ...whole, silencesP0: true }, []],
    ["a draft's P0", { ...upgrade, signals: ["api.draft"] }, []],
  ])("of %s", (_name, row, expected) => {
    expect(whats(row, "2027-01-01T00:00Z")).toEqual(expected);
  });

  it("wants a key that can be part of a name", () => {
    expect(checkQuiet({ "Big-Bang": upgrade }, plan).map(({ what }) => what)).toEqual([
      'the key "Big-Bang" cannot be part of a name',
    ]);
  });
});

describe("the reason of a quiet", () => {
  it.each([
    [
      "a handle, which a downtime notifies",
      "Tell @ann@shop.test of it",
      'reason holds "@ann@shop.test", a handle or an address',
    ],
    ["a template", "The upgrade of {{host.name}}", 'reason holds "{{host.name}}", a template'],
    ["what nobody sees", "The upgrade\u202e of the API", "reason holds \\u202e"],
  ])("is refused with %s", (_, reason, what) => {
    expect(whats({ ...upgrade, reason })).toEqual([what]);
  });
});
