import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames } from "../../monitors/model/environment-name";
import { loadEnvironment } from "../environment/load";
import { edit, validConfiguration, type Values } from "../../testing/configuration";
import { ROOT } from "../../testing/stack-configuration";
import { checkCopied } from "./copied";

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

const valuesOf = (root: string) =>
  environmentNames.map((name) => ({ name, values: loadEnvironment(root, name).values }));

/** What a second environment must give a value of its own. */
const OWN = [
  "identities.storefrontHost",
  "identities.apiHost",
  "identities.cdnDistribution",
  "identities.webAcl",
  "identities.workerGroup",
  "identities.rumApplication",
  "identities.sentryEnvironment",
  "identities.supabaseProject",
  "aws.accountId",
  "aws.trailBucket",
  "aws.vercel.project",
  "stripe.eventSource",
  "stripe.connectEventSource",
  "datadog.clientToken",
  "vercel.projects.api",
  "vercel.projects.storefront",
  "vercel.optional.PUBLIC_GA4_MEASUREMENT_ID",
  "vercel.optional.PUBLIC_LOGROCKET_APP_ID",
  "newrelic.accountId",
  "grafana.datasources.cloudwatch",
  "grafana.postgres.address",
  "elastic.drain.url",
  "elastic.cdnLogs.bucket",
];

const prod = validConfiguration("file");

const check = (other: Values, name: "dev" | "prod" = "dev") =>
  checkCopied(name, [
    { name: "dev", values: other },
    { name: "prod", values: prod },
  ]);

/** Without its secrets, which in these configurations are all the same. */
const inClear = (diagnostics: ReturnType<typeof check>) =>
  diagnostics.filter(({ rule }) => !rule.startsWith("a secret"));

describe("checkCopied", () => {
  it("finds nothing to say of the committed stacks", () => {
    for (const name of environmentNames) expect(checkCopied(name, valuesOf(ROOT))).toEqual([]);
  });

  it("names each key of a file that is another's copy", () => {
    const root = mkdtempSync(join(tmpdir(), "copied-"));
    folders.push(root);
    for (const name of environmentNames) cpSync(join(ROOT, "Pulumi.prod.yaml"), join(root, `Pulumi.${name}.yaml`));
    const found = checkCopied("dev", valuesOf(root));
    const places = found.map(({ where }) => where.replace("Pulumi.dev.yaml, ", ""));
    const secrets = [...readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8").matchAll(/secure:/g)].length;
    expect(places).toEqual(expect.arrayContaining(OWN));
    expect(places).toHaveLength(OWN.length + secrets);
    expect(places).toEqual(
      expect.arrayContaining(["grafana.slackToken", "people.cto.phone.number", "grafana.push.token"]),
    );
    expect(new Set(places).size).toBe(places.length);
    expect(JSON.stringify(found)).not.toMatch(/v1:/);
  });

  it.each(OWN)("wants a value of its own for %s", (path) => {
    const value = `own-${path}`;
    const others = OWN.reduce((values, key) => edit(values, key, `own-${key}`), edit(prod, "newrelic", undefined));
    const here = edit(others, path, value);
    expect(inClear(check(here))).toEqual([]);
    const there = edit(prod, path, value);
    const found = checkCopied("dev", [
      { name: "dev", values: here },
      { name: "prod", values: there },
    ]);
    expect(inClear(found)).toEqual([
      {
        severity: "error",
        where: `Pulumi.dev.yaml, ${path}`,
        what: `is ${value}, as in Pulumi.prod.yaml`,
        rule: "an environment watches its own hosts, accounts and projects, and never another's",
        remedy: `pulumi config set --stack dev --path 'driplo-monitoring:${path}' <its own>`,
      },
    ]);
  });

  it("sees a secret that was copied, wherever it stands now, and does not show it", () => {
    const copied = { secure: "v1:copied:secret" };
    const found = checkCopied("dev", [
      { name: "dev", values: { sentry: { token: copied }, people: { ann: { email: { secure: "v1:own:secret" } } } } },
      { name: "prod", values: { elastic: { apiKey: copied }, people: { ann: { email: { secure: "v1:prods:own" } } } } },
    ]);
    expect(found).toEqual([
      {
        severity: "error",
        where: "Pulumi.dev.yaml, sentry.token",
        what: "is the very ciphertext of Pulumi.prod.yaml, elastic.apiKey",
        rule: "a secret is encrypted for its own stack: another's is another's key, or cannot be read",
        remedy: "pulumi config set --stack dev --secret --path 'driplo-monitoring:sentry.token'",
      },
    ]);
  });

  it("says it in the plan of each of the two, and takes letters as hosts do", () => {
    const here = edit({}, "identities", { apiHost: "API.shop.test " });
    expect(check(here).map(({ where }) => where)).toEqual(["Pulumi.dev.yaml, identities.apiHost"]);
    expect(check(here, "prod").map(({ where }) => where)).toEqual(["Pulumi.prod.yaml, identities.apiHost"]);
  });

  it("leaves a file that is not there to its own fault, and shares what may be shared", () => {
    expect(
      checkCopied("dev", [
        { name: "dev", values: undefined },
        { name: "prod", values: prod },
      ]),
    ).toEqual([]);
    expect(
      check({ aws: { region: "eu-west-3" }, sentry: { project: "storefront" }, email: "alerts@shop.test" }),
    ).toEqual([]);
  });
});
