import { keyOf } from "../declaration/declaration";
import { catalogue, declareStack, policies, readConfiguration } from "../../testing/stack";
import { edit, validConfiguration } from "../../testing/configuration";
import { testProd, without } from "../../testing/environment";

/** Elasticsearch and Kibana in the stack: switched off, and configured wrongly. */

describe("Elastic switched off with a reason", () => {
  const stack = declareStack(catalogue, policies, without(testProd, "elastic"));

  it("is a warning for each row that loses its backstop, and for the beat that nobody hears", () => {
    expect(stack.diagnostics.map(({ severity, where, what }) => `${severity} ${where} ${what}`)).toEqual([
      "warning monitoring.heartbeat.elastic (prod) elastic is switched off, and there is no beat of it to listen for",
      "warning security.failed_logins.account (prod) elastic is switched off; failed sign-ins is left to datadog",
      "warning security.failed_logins.client (prod) elastic is switched off; failed sign-ins is left to datadog",
      "warning security.scraping (prod) elastic is switched off; scraping is left to datadog",
      "warning security.upload_violations (prod) elastic is switched off; refused uploads is left to datadog",
    ]);
  });

  it("leaves nothing of it, at PagerDuty and AWS neither", () => {
    const left = stack.declarations.filter(
      (each) => each.vendor === "elastic" || /\.elastic$| log-store/.test(keyOf(each)),
    );
    expect(left.map(keyOf)).toEqual([]);
  });
});

describe("the configuration of the log store", () => {
  const read = (path: string, value: unknown): readonly string[] =>
    readConfiguration("prod", edit(validConfiguration("file"), `elastic.${path}`, value), "file").diagnostics.map(
      ({ where, what }) => `${where}: ${what}`,
    );

  it.each([
    [
      "elasticsearch",
      "http://shop.es.test",
      "must be the address of Elasticsearch: https://driplo.es.eu-west-3.aws.elastic-cloud.com",
    ],
    ["drain.url", "logs.shop.test", "must be an address that begins with https://, without a password in it"],
    ["drain.user", 'a "drain"', "must be a name of letters, digits, - and _"],
    ["drain.verify", 'a" }', "must be the value of x-vercel-verify that Vercel shows: letters, digits, - and _"],
    ["drain.password", "in clear", "must be a secret, and is missing or stands here in clear"],
    ["hashKey", undefined, "must be a secret, and is missing or stands here in clear"],
    ["cdnLogs.bucket", "s3://logs", "must be the name of a bucket, without s3://"],
    ["cdnLogs.prefix", "cdn", "must be a path that ends with /: cdn/"],
  ])("refuses %s as %s", (path, value, what) => {
    expect(read(path, value)).toEqual([`Pulumi.prod.yaml, elastic.${path}: ${what}`]);
  });

  it("takes Vercel's value for its verification, which may be absent", () => {
    const file = (value: unknown) =>
      readConfiguration("prod", edit(validConfiguration("file"), "elastic.drain.verify", value), "file").environment
        ?.elastic.drain.verify;
    expect([file("abc123"), file(undefined)]).toEqual(["abc123", undefined]);
  });

  it("wants a key of the hashes that is long, and fits into JSON", () => {
    const { diagnostics } = readConfiguration(
      "prod",
      edit(validConfiguration("program"), "elastic.hashKey", 'short"'),
      "program",
    );
    expect(diagnostics.map(({ what }) => what)).toEqual(["must be 24 letters and digits or more, and nothing else"]);
    expect(JSON.stringify(diagnostics)).not.toContain("short");
  });
});
