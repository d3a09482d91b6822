import { catalogue } from "../../../monitors/catalogue";
import { policies } from "../../../policies";
import { declareStack } from "../../../testing/stack";
import { testProd } from "../../../testing/environment";
import type { VercelDeclaration } from "./declaration";
import { check } from "./limits";
import { renderVercel } from "./render";

type LogDrain = Extract<VercelDeclaration, { type: "vercel:index/logDrain:LogDrain" }>;
type TraceDrain = Extract<VercelDeclaration, { type: "vercel:index/traceDrain:TraceDrain" }>;
type Variable = Extract<
  VercelDeclaration,
  { type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable" }
>;

const logDrain = (args: Partial<LogDrain["args"]>): LogDrain => ({
  vendor: "vercel",
  type: "vercel:index/logDrain:LogDrain",
  name: "drain",
  args: {
    name: "drain",
    endpoint: "https://logs.shop.test",
    deliveryFormat: "json",
    environments: ["production"],
    sources: ["lambda"],
    ...args,
  },
});

const traceDrain = (samplingRules: NonNullable<TraceDrain["args"]["samplingRules"]>): TraceDrain => ({
  vendor: "vercel",
  type: "vercel:index/traceDrain:TraceDrain",
  name: "drain",
  args: { name: "drain", endpoint: "https://traces.shop.test/v1/traces", deliveryFormat: "proto", samplingRules },
});

const variable = (args: Partial<Variable["args"]>): Variable => ({
  vendor: "vercel",
  type: "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable",
  name: "api.KEY",
  args: { projectId: "prj_1", key: "KEY", value: "text", sensitive: false, targets: ["production"], ...args },
});

const said = (declaration: VercelDeclaration): readonly string[] => check(declaration).map(({ what }) => what);

describe("what is refused", () => {
  it.each([
    ["http://logs.shop.test", "the drain's address is http://logs.shop.test"],
    ["logs.shop.test", "the drain's address is logs.shop.test"],
    // A password is not repeated in what is said of it.
    ["https://user:word@logs.shop.test", "the drain's address is https://…@logs.shop.test"],
  ])("a drain to %s", (endpoint, what) => {
    expect(check(logDrain({ endpoint }))).toEqual([
      {
        what,
        rule: "a drain is encrypted (https), and no name or key stands in its address, which everybody sees who sees the drain",
        remedy: "give an address with https, and the key in a header",
      },
    ]);
  });

  it("an address with a secret in it", () => {
    const endpoint = {
      late: "template",
      parts: ["https://logs.shop.test/", { late: "secret", path: ["datadog", "apiKey"] }],
    } as const;
    expect(said(logDrain({ endpoint }))).toEqual(["the drain's address is known late"]);
  });

  it("a sample of lines, or of the spans of a path", () => {
    expect(check(logDrain({ samplingRate: 0.5 }))).toEqual([
      {
        what: "the drain sends 50 % of production",
        rule: "alerts count what a drain sends: of a sample, shares are guesses and counts are wrong",
        remedy: "set the rate to 1; what is kept is decided where it is kept",
      },
    ]);
    expect(said(traceDrain([{ environment: "production", rate: 0.1, requestPath: "/api/search" }]))).toEqual([
      "the drain sends 10 % of production",
    ]);
    expect(said(traceDrain([{ rate: 0.2 }]))).toEqual(["the drain sends 20 % of production"]);
    expect(
      said(
        traceDrain([
          { environment: "production", rate: 1 },
          { environment: "preview", rate: 0 },
        ]),
      ),
    ).toEqual([]);
  });

  it("more headers than a drain takes", () => {
    expect(said(logDrain({ headers: { a: "", b: "", c: "", d: "", e: "" } }))).toEqual([]);
    expect(said(logDrain({ headers: { a: "", b: "", c: "", d: "", e: "", f: "" } }))).toEqual([
      "the drain sends 6 headers of its own",
    ]);
  });

  it("a secret that every browser is shown, or that can be read back", () => {
    const value = { late: "secret", path: ["vercel", "accountHashKey"] } as const;
    const what = "the variable holds a secret that can be read back, or that every browser is shown";
    expect(said(variable({ key: "PUBLIC_KEY", value, sensitive: true }))).toEqual([what]);
    expect(said(variable({ value, sensitive: false }))).toEqual([what]);
    expect(said(variable({ value: { late: "template", parts: ["key=", value] }, sensitive: false }))).toEqual([what]);
    expect(said(variable({ value, sensitive: true }))).toEqual([]);
  });

  it("a variable without a value, with a name that is none, or with a long comment", () => {
    expect(said(variable({ value: "" }))).toEqual(["the variable is empty"]);
    expect(said(variable({ key: "1-KEY" }))).toEqual(["the variable's name is no name"]);
    expect(said(variable({ comment: "x".repeat(1_001) }))).toEqual(["the comment has 1001 characters"]);
  });

  it("nothing of what is declared", () => {
    expect(renderVercel(testProd).flatMap(check)).toEqual([]);
  });
});

describe("an environment that says nothing of Vercel", () => {
  it("is told which rows would read in vain", () => {
    const { diagnostics, declarations } = declareStack(catalogue, policies, { ...testProd, vercel: undefined });
    expect(declarations.filter(({ vendor }) => vendor === "vercel")).toEqual([]);
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({
      severity: "error",
      where: "Pulumi.prod.yaml, vercel",
      rule: "a row whose data nobody sends never fires",
      remedy: "set vercel in Pulumi.prod.yaml (docs/bootstrap.md)",
    });
    expect(diagnostics[0]?.what).toMatch(
      /api\.response_time.*payments\.processing_slo read what Vercel drains, and the configuration has no vercel$/,
    );
  });

  it("and of an address without https where its lines go, in the plan too", () => {
    const { diagnostics } = declareStack(catalogue, policies, {
      ...testProd,
      elastic: { ...testProd.elastic, drain: { ...testProd.elastic.drain, url: "http://logs.shop.test" } },
    });
    expect(diagnostics.map(({ where, what }) => [where, what])).toEqual([
      ["log-store (prod)", "the drain's address is http://logs.shop.test"],
    ]);
  });
});
