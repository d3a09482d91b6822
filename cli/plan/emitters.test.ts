import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { declareStack } from "../../infra/declare";
import { catalogueOf, latencyRow } from "../../testing/rows";
import { testDev, testProd, without } from "../../testing/environment";
import { ROOT } from "../../testing/stack-configuration";
import { catalogue } from "../../monitors/catalogue";
import { CONNECTOR, RULE } from "../../monitors/elastic/declaration";
import type { Environment } from "../../monitors/model/environment";
import type { Emitter } from "../../monitors/model/emission";
import { policies } from "../../policies";
import { emittersOf, toEmittersJson, toEmittersText } from "./emitters";
import { declareEnvironment } from "../shared/load";
import { paintFor } from "../shared/paint";

const declareIn = (environment: Environment) => declareStack(catalogue, policies, environment);

const feedsIn = (environment: Environment) => emittersOf(declareIn(environment), catalogue.emission);

/** Feeds that nobody sends in the environment, and what is not declared there. */
const missingIn = (environment: Environment): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    feedsIn(environment)
      .filter(({ status }) => status !== "here")
      .map(({ feed, undeclared }) => [feed, undeclared]),
  );

const TRACES = "vercel:index/traceDrain:TraceDrain";

describe("the emitters", () => {
  it.each([
    ["prod", testProd],
    ["dev", testDev],
  ])("send every feed that is read in %s, by resources that are declared there", (_, environment) => {
    expect(feedsIn(environment).length).toBeGreaterThan(70);
    expect(missingIn(environment)).toEqual({});
  });

  it("send what CloudTrail records, of us-east-1 too, where nothing is forwarded", () => {
    expect(missingIn({ ...testProd, aws: { ...testProd.aws, region: "us-east-1" } })).toEqual({});
  });

  it.each(["prod", "dev"] as const)("send it as %s is configured", (name) => {
    const feeds = emittersOf(declareEnvironment(ROOT, name), catalogue.emission);
    expect(feeds.filter(({ status }) => status !== "here").map(({ feed }) => feed)).toEqual([]);
  });

  it("name who reads each, backstops and objectives too", () => {
    const readers = feedsIn(testProd).flatMap(({ readBy }) => readBy);
    for (const name of ["api.response_time", "api.availability_slo", "database.reachable"])
      expect(readers).toContain(name);
  });
});

describe("what is read where a vendor is off", () => {
  const namesIn = (environment: Environment): readonly string[] => feedsIn(environment).map(({ feed }) => feed);

  it("has nothing of that vendor's, and no beat of it", () => {
    const ofNewRelic = ["datadog:heartbeat/newrelic", "newrelic:spans/driplo-api"];
    expect(namesIn(testProd)).toEqual(expect.arrayContaining(ofNewRelic));
    expect(namesIn(testDev)).toEqual(expect.arrayContaining(ofNewRelic));
    expect(namesIn(without(testDev, "newrelic")).filter((feed) => feed.includes("newrelic"))).toEqual([]);
    expect(namesIn(without(testProd, "elastic")).filter((feed) => feed.includes("elastic"))).toEqual([]);
  });

  it("has nothing that is not paid for", () => {
    const unpaid = { ...testProd, aws: { ...testProd.aws, shieldAdvanced: false } };
    const shield = "cloudwatch:AWS/DDoSProtection/DDoSDetected";
    expect(namesIn(testProd)).toContain(shield);
    expect(namesIn(unpaid)).not.toContain(shield);
  });

  it("is not sent where what sends it went with the vendor", () => {
    expect(missingIn(without(testProd, "cloudwatch"))).toMatchObject({
      "datadog:logs/cloudtrail": [
        "aws:cloudformation/stack:Stack datadog-forwarder",
        "aws:s3/bucketNotification:BucketNotification datadog-forwarder",
      ],
    });
  });
});

describe("an environment without Vercel", () => {
  const alone: Environment = { ...without(testProd, "elastic"), vercel: undefined };

  it("is sent nothing that Vercel drains, or that is sent with a key that it is given there", () => {
    const missing = missingIn(alone);
    expect(missing).toMatchObject({
      "datadog:spans/driplo-api": [`${TRACES} datadog`],
      "newrelic:spans/driplo-api": [`${TRACES} newrelic`],
      "datadog:logs/sign-in": ["vercel:index/logDrain:LogDrain datadog.api"],
    });
    expect(
      Object.values(missing)
        .flat()
        .every((key) => key.startsWith("vercel:") || key.includes("checkouts")),
    ).toBe(true);
  });

  it("says so, and counts it", () => {
    const text = toEmittersText(declareIn(alone), catalogue.emission, paintFor({}));
    expect(text).toMatch(
      /\nmissing +datadog:spans\/driplo-api +drain: Vercel trace drain, unsampled +not declared here: vercel:index\/traceDrain:TraceDrain datadog\n/,
    );
    const many = Object.keys(missingIn(alone)).length;
    expect(text).toContain(`, 0 by emitters still to be built, ${many} by nobody\n`);
    expect(many).toBeGreaterThan(10);
    const [spans] = toEmittersJson(declareIn(alone), catalogue.emission).feeds.filter(
      ({ feed }) => feed === "datadog:spans/driplo-api",
    );
    expect(spans).toMatchObject({ by: "drain", status: "missing", undeclared: [`${TRACES} datadog`] });
  });
});

const filesAt = (path: string): readonly string[] =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
        .map((name) => join(path, name))
    : [path];

/** A type as a file that declares it writes it. */
const spellingsOf = (type: string): readonly string[] => [
  type,
  ...(type === CONNECTOR ? ["type: CONNECTOR,"] : []),
  ...(type === RULE ? ["type: RULE,"] : []),
];

/** What is wrong with where an emitter says that it is. */
const faultOf = (feed: string, emitter: Emitter): string | undefined => {
  if (emitter.by === "built-in") return undefined;
  const { by, where, declares } = emitter;
  const path = join(ROOT, where);
  if (!existsSync(path)) return `${where} is not there`;
  if (by === "instrumentation") return where.startsWith("instrumentation/") ? undefined : `${where} is not ours to run`;
  const text = filesAt(path)
    .map((file) => readFileSync(file, "utf8"))
    .join("\n");
  if (by === "sql") {
    const table = `create table ${feed.replace("postgres:", "")} (`;
    return text.includes(table) ? undefined : `${where} has no ${table}`;
  }
  const types = (declares ?? []).map((key) => key.split(" ")[0] ?? "");
  return types.some((type) => spellingsOf(type).some((spelling) => text.includes(spelling)))
    ? undefined
    : `${where} declares none of ${types.join(", ")}`;
};

describe("where an emitter is", () => {
  const { emission } = catalogue;

  it.each(Object.entries<Emitter>(emission))("%s", (feed, emitter) => {
    expect(faultOf(feed, emitter)).toBeUndefined();
  });

  it.each([
    ["datadog:logs/cloudtrail", "LICENSE declares none of aws:cloudformation/"],
    ["postgres:orders", "LICENSE has no create table orders ("],
    ["sentry:sessions", "LICENSE is not ours to run"],
  ] as const)("would be a fault in another file: %s", (feed, fault) => {
    const emitter = emission[feed];
    if (emitter === undefined || emitter.by === "built-in") throw new Error(`${feed} has no file`);
    expect(faultOf(feed, { ...emitter, where: "LICENSE" })).toContain(fault);
  });

  const bootstrap = readFileSync(join(ROOT, "docs/bootstrap.md"), "utf8");

  it.each(Object.entries<Emitter>(emission).filter(([, { byHand }]) => byHand !== undefined))(
    "%s: what a person does for it stands in docs/bootstrap.md",
    (_, { byHand }) => {
      expect(bootstrap).toContain(byHand);
    },
  );
});

describe("a feed that nobody sends", () => {
  const alone = declareStack({ ...catalogueOf({ response_time: latencyRow }), emission: {} }, policies, testProd);

  it("is said", () => {
    expect(toEmittersJson(alone, {}).feeds.map(({ status }) => status)).toContain("missing");
    expect(toEmittersText(alone, {}, paintFor({}))).toMatch(/0 sent, 0 by emitters still to be built, \d+ by nobody/);
  });
});
