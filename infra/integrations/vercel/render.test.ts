import { isLate } from "../../../monitors/model/late";
import { textOf } from "../../../monitors/plan/following";
import { testDev, testProd, without } from "../../../testing/environment";
import type { VercelDeclaration } from "./declaration";
import { renderVercel } from "./render";
import { variables } from "./variables";

const prod = renderVercel(testProd);

const ref = (type: string, name: string, property: string) => ({ late: "reference", type, name, property });
const datadogKey = ref("datadog:index/apiKey:ApiKey", "vercel", "key");

const argsOf = (type: string, name: string, declarations: readonly VercelDeclaration[] = prod): unknown =>
  declarations.find((each) => each.type === type && each.name === name)?.args;

const logDrain = (name: string, declarations = prod) => argsOf("vercel:index/logDrain:LogDrain", name, declarations);
const traceDrain = (name: string, declarations = prod) =>
  argsOf("vercel:index/traceDrain:TraceDrain", name, declarations);

const sources = ["build", "edge", "external", "firewall", "lambda", "static"];
const unsampled = [
  { environment: "production", rate: 1 },
  { environment: "preview", rate: 0 },
];

describe("what Vercel sends of prod", () => {
  it("is every line of each project to Datadog, with its service and environment in the address and the key in a header", () => {
    const drained = {
      deliveryFormat: "json",
      headers: { "DD-API-KEY": datadogKey },
      environments: ["production"],
      sources,
      samplingRate: 1,
    };
    expect(logDrain("datadog.api")).toEqual({
      ...drained,
      name: "driplo-prod-datadog-api",
      endpoint:
        "https://http-intake.logs.datadoghq.eu/api/v2/logs?ddsource=vercel-drain&service=driplo-api&ddtags=env:prod",
      projectIds: ["prj_prodApi"],
    });
    expect(logDrain("datadog.storefront")).toEqual({
      ...drained,
      name: "driplo-prod-datadog-storefront",
      endpoint:
        "https://http-intake.logs.datadoghq.eu/api/v2/logs?ddsource=vercel-drain&service=driplo-storefront&ddtags=env:prod",
      projectIds: ["prj_prodStorefront"],
    });
  });

  it("is every span of production to Datadog, which is asked for trace metrics, and to New Relic", () => {
    expect(traceDrain("datadog")).toEqual({
      name: "driplo-prod-datadog-traces",
      endpoint: "https://vercel.integrations.otlp.datadoghq.eu/v1/traces",
      deliveryFormat: "proto",
      headers: {
        "dd-api-key": datadogKey,
        compute_stats: "true",
        "dd-otel-span-mapping": "{span_name_as_resource_name: false}",
      },
      projectIds: ["prj_prodApi", "prj_prodStorefront"],
      samplingRules: unsampled,
    });
    expect(traceDrain("newrelic")).toEqual({
      name: "driplo-prod-newrelic-traces",
      endpoint: "https://otlp.eu01.nr-data.net/v1/traces",
      deliveryFormat: "proto",
      headers: { "api-key": ref("newrelic:index/apiAccessKey:ApiAccessKey", "vercel", "key") },
      projectIds: ["prj_prodApi", "prj_prodStorefront"],
      samplingRules: unsampled,
    });
    const american = renderVercel({ ...testProd, newrelic: { accountId: "1", region: "US" } });
    expect(traceDrain("newrelic", american)).toMatchObject({ endpoint: "https://otlp.nr-data.net/v1/traces" });
  });

  it("is every line of both to the log store, as a user with a password", () => {
    expect(logDrain("log-store")).toEqual({
      name: "driplo-prod-log-store",
      endpoint: "https://logs.shop.test",
      deliveryFormat: "json",
      headers: {
        Authorization: {
          late: "basic",
          user: "drain",
          password: { late: "secret", path: ["elastic", "drain", "password"] },
        },
      },
      environments: ["production"],
      projectIds: ["prj_prodApi", "prj_prodStorefront"],
      sources,
      samplingRate: 1,
    });
  });

  it("goes by keys made for it alone", () => {
    expect(argsOf("datadog:index/apiKey:ApiKey", "vercel")).toEqual({ name: "driplo-prod-vercel" });
    expect(argsOf("datadog:index/apiKey:ApiKey", "server")).toEqual({ name: "driplo-prod-server" });
    expect(prod.find(({ vendor }) => vendor === "newrelic")).toEqual({
      vendor: "newrelic",
      type: "newrelic:index/apiAccessKey:ApiAccessKey",
      name: "vercel",
      secretOutputs: ["key"],
      args: {
        accountId: "1111111",
        keyType: "INGEST",
        ingestType: "LICENSE",
        name: "driplo-prod-vercel",
        notes: "Vercel's trace drain",
      },
    });
  });
});

/** The same with what is an identity put alike: names, ids, hosts. */
const alike = (declarations: readonly VercelDeclaration[]): unknown =>
  JSON.parse(
    JSON.stringify(declarations)
      .replace(/(?<=\b|_)(dev|prod)(?=Api|Storefront|\b)/g, "<env>")
      .replaceAll(".<env>.shop", ".shop"),
  );

describe("every environment's drains", () => {
  it("are the same, but for identities", () => {
    const drains = (declarations: readonly VercelDeclaration[]) =>
      declarations.filter(({ type }) => type.endsWith("Drain"));
    const dev = renderVercel(testDev);
    expect(alike(drains(dev))).toEqual(alike(drains(prod)));
    expect(traceDrain("newrelic", dev)).toBeDefined();
  });

  it("send nothing to a vendor that is switched off, and hand out none of its keys", () => {
    const text = JSON.stringify(renderVercel(without(testProd, "datadog")));
    expect(text).not.toMatch(/datadog/i);
    expect(JSON.stringify(renderVercel(without(testProd, "newrelic")))).not.toMatch(/newrelic|nr-data/);
    expect(JSON.stringify(renderVercel(without(testProd, "sentry")))).not.toContain("DSN");
  });

  it("are none where nobody has said which projects are this environment", () => {
    expect(renderVercel({ ...testProd, vercel: undefined })).toEqual([]);
  });
});

const told = (project: string, declarations = prod): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    declarations.flatMap(({ type, name, args }) =>
      type.endsWith("ProjectEnvironmentVariable") && name.startsWith(`${project}.`)
        ? [[name.slice(project.length + 1), (args as { readonly value: unknown }).value]]
        : [],
    ),
  );

const dsn = {
  late: "lookup",
  token: "sentry:getKey",
  args: { organization: "shop", project: "storefront", name: "storefront" },
};

describe("what the shop is told", () => {
  it("in the storefront", () => {
    expect(told("storefront")).toEqual({
      PUBLIC_ENVIRONMENT: "prod",
      PUBLIC_DATADOG_APPLICATION_ID: "00000000-0000-4000-8000-00000000000a",
      PUBLIC_DATADOG_CLIENT_TOKEN: "pub0123456789abcdef0123456789abcdef",
      PUBLIC_DATADOG_SITE: "datadoghq.eu",
      PUBLIC_SENTRY_DSN: dsn,
      PUBLIC_SENTRY_ENVIRONMENT: "production",
      PUBLIC_GA4_MEASUREMENT_ID: "G-PROD",
      PUBLIC_VITALS_ENDPOINT: "/api/vitals",
      SENTRY_DSN: dsn,
      OTEL_SERVICE_NAME: "driplo-storefront",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=prod",
    });
  });

  it("in the API", () => {
    expect(told("api")).toEqual({
      DRIPLO_ENV: "prod",
      DATADOG_SITE: "datadoghq.eu",
      DATADOG_API_KEY: ref("datadog:index/apiKey:ApiKey", "server", "key"),
      DRIPLO_AWS_REGION: "eu-west-3",
      DRIPLO_AWS_ROLE_ARN: "arn:aws:iam::111111111111:role/driplo-prod-checkouts",
      DRIPLO_FUNCTION_CPUS: "1",
      DRIPLO_ACCOUNT_HASH_KEY: { late: "secret", path: ["vercel", "accountHashKey"] },
      SENTRY_DSN: dsn,
      OTEL_SERVICE_NAME: "driplo-api",
      OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=prod",
    });
  });

  it("says nothing of a system that nobody has an account with", () => {
    expect(told("storefront", renderVercel(testDev))).not.toHaveProperty("PUBLIC_VITALS_ENDPOINT");
  });

  it("is asked for after the key that it is of, where that is declared", () => {
    const variable = (declarations: readonly VercelDeclaration[]) =>
      declarations.find(({ name }) => name === "storefront.PUBLIC_SENTRY_DSN")?.after;
    expect(variable(prod)).toEqual(["sentry:index/key:Key storefront"]);
    expect(variable(renderVercel(testDev))).toEqual([]);
  });

  it("is a secret where it is one, in production alone, and never where every browser is shown it", () => {
    const all = prod.flatMap((each) =>
      each.type === "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable" ? [each.args] : [],
    );
    expect(all.filter(({ sensitive }) => sensitive).map(({ key }) => key)).toEqual([
      "DATADOG_API_KEY",
      "DRIPLO_ACCOUNT_HASH_KEY",
    ]);
    expect(new Set(all.map(({ targets }) => JSON.stringify(targets)))).toEqual(new Set(['["production"]']));
    const shown = all.filter(({ key }) => textOf(key).startsWith("PUBLIC_"));
    expect(shown.filter(({ value }) => isLate(value) && value.late !== "lookup")).toEqual([]);
    expect(all.filter(({ comment }) => comment === undefined)).toEqual([]);
  });

  it("has each name once", () => {
    expect(new Set(variables.map(({ key }) => key)).size).toBe(variables.length);
  });
});
