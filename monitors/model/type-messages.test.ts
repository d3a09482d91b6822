import { join } from "node:path";
import ts from "typescript";

/**
 * What a person reads who writes a row that is wrong: the last line of the compiler's message, which editors show beside the
 * field. All snippets are compiled in one program, each as a file of this folder.
 */

const imports = `
import type { IdentityRole } from "./environment";
import type { EnvironmentName } from "./environment-name";
import { compareQuantities, count, milliseconds, minutes, percent, seconds, type Quantity } from "./quantity";
import { defineService, type SignalIdOf } from "./signal";
import { cloudwatch } from "./sources/cloudwatch";
import { datadog } from "./sources/datadog";
`;

/** The parts of a row as they are written, one a line. */
const latency = {
  kind: `kind: "latency"`,
  statistic: `statistic: "p95"`,
  title: `title: "API response time"`,
  impact: `impact: "Every page waits."`,
  firstAction: `firstAction: "Look."`,
  critical: `critical: { at: seconds(2), priority: "P2" }`,
  missingData: `missingData: "ok"`,
  source: `source: datadog.spans({ service: "driplo-api", kind: "server" })`,
  runbook: `runbook: "api/response-time.md"`,
};

type Parts = Readonly<Partial<Record<keyof typeof latency | "warning" | "window" | "traffic" | "typo", string>>>;

const ratio: Parts = {
  ...latency,
  kind: `kind: "error_ratio"`,
  statistic: "",
  critical: `critical: { at: percent(5), priority: "P2" }`,
  traffic: `minimumTraffic: count(100)`,
};

const written = (parts: Parts): string =>
  Object.values(parts)
    .filter((part) => part !== "")
    .join(", ");

const service = (signals: string): string =>
  `defineService({ title: "API", owner: "platform", signals: { response_time: { ${signals} } } });`;

const row = (change: Parts, base: Parts = latency): string => service(written({ ...base, ...change }));

/** The same as one of several measures. */
const measure = (change: Parts): string =>
  service(
    `title: "API", impact: "Slow.", firstAction: "Look.", runbook: "api.md", measures: { time: { ${written({ ...latency, title: "", impact: "", firstAction: "", runbook: "", ...change })} } }`,
  );

const P4 = `critical: { at: seconds(2), priority: "P4" }`;
const PERCENT = `critical: { at: percent(5), priority: "P2" }`;
const BARE = `critical: { at: 500, priority: "P2" }`;

interface Case {
  readonly snippet: string;
  readonly says: string | RegExp;
}

/** One fault each, and the end of the one message that it gives. */
const faults: Readonly<Record<string, Case>> = {
  "a percentage on a latency": {
    snippet: row({ critical: PERCENT }),
    says: `Type '"percentage"' is not assignable to type '"duration"'.`,
  },
  "a bare number": {
    snippet: row({ critical: BARE }),
    says: `Type 'number' is not assignable to type 'Quantity<"duration">'.`,
  },
  "a bare number for a window": {
    snippet: row({ window: "window: 300" }),
    says: `Type 'number' is not assignable to type 'Quantity<"duration">'.`,
  },
  "a bare number of traffic": {
    snippet: row({ traffic: "minimumTraffic: 100" }, ratio),
    says: `Type 'number' is not assignable to type 'Quantity<"count">'.`,
  },
  "an unknown priority": {
    snippet: row({ critical: P4 }),
    says: `Type '"P4"' is not assignable to type '"P0" | "P1" | "P2" | "P3"'.`,
  },
  "no level": {
    snippet: row({ critical: "" }),
    says: /^Property 'critical' is missing in type/,
  },
  "no runbook": {
    snippet: row({ runbook: "" }),
    says: /^Property 'runbook' is missing in type .* but required in type 'SignalText'\.$/,
  },
  "no first action": {
    snippet: row({ firstAction: "" }),
    says: /^Property 'firstAction' is missing in type .* but required in type 'SignalText'\.$/,
  },
  "a runbook that is no page": {
    snippet: row({ runbook: `runbook: "api"` }),
    says: "Type '\"api\"' is not assignable to type '`${string}.md`'.",
  },
  "no missing-data decision": {
    snippet: row({ missingData: "" }),
    says: /^Property 'missingData' is missing in type/,
  },
  "no statistic on a latency": {
    snippet: row({ statistic: "" }),
    says: /^Property 'statistic' is missing in type/,
  },
  "no minimum of traffic on a share": {
    snippet: row({ traffic: "" }, ratio),
    says: /^Property 'minimumTraffic' is missing in type/,
  },
  "an event on a kind with numbers": {
    snippet: row({ critical: `critical: { event: "new", priority: "P2" }` }),
    says: /^Object literal may only specify known properties, and 'event' does not exist in type '\{ readonly at: Quantity<"duration">;/,
  },
  "a misspelt kind": {
    snippet: row({ kind: `kind: "latensy"` }),
    says: /Did you mean '"latency"'\?$/,
  },
  "a misspelt team": {
    snippet: row({}).replace("platform", "platfrom"),
    says: /Did you mean '"platform"'\?$/,
  },
  "an unknown environment": {
    snippet: `export const name: EnvironmentName = "staging";`,
    says: `Type '"staging"' is not assignable to type '"dev" | "prod"'.`,
  },
  "an unknown signal": {
    snippet: `const services = { api: ${row({}).replace(";", "")} };
      export const id: SignalIdOf<typeof services> = "api.respons_time";`,
    says: `Type '"api.respons_time"' is not assignable to type '"api.response_time"'.`,
  },
  "an unknown identity": {
    snippet: `cloudwatch.healthCheck({ host: "apiHots", path: "/health", every: seconds(10) });`,
    says: /Did you mean '"apiHost"'\?$/,
  },
  "an unknown RUM attribute": {
    snippet: `datadog.rum({ attribute: "largest_paint" });`,
    says: /^Type '"largest_paint"' is not assignable to type .*"largest_contentful_paint"/,
  },
  "an unknown CloudWatch metric": {
    snippet: `cloudwatch.metric("worker_cp");`,
    says: /^Argument of type '"worker_cp"' is not assignable to parameter of type '"worker_cpu" \|/,
  },
  "a sum of quantities": {
    snippet: `export const sum = seconds(1) + seconds(2);`,
    says: /^Operator '\+' cannot be applied to types .*Quantity<"duration">/,
  },
  "a quantity as a number": {
    snippet: `export const n: number = seconds(1);`,
    says: `Type 'Quantity<"duration">' is not assignable to type 'number'.`,
  },
  "a percentage for a duration": {
    snippet: `export const d: Quantity<"duration"> = percent(5);`,
    says: `Type '"percentage"' is not assignable to type '"duration"'.`,
  },
  "no statistic on a named measure": {
    snippet: measure({ statistic: "" }),
    says: /^Property 'statistic' is missing in type/,
  },
  "no missing-data decision on a named measure": {
    snippet: measure({ missingData: "" }),
    says: /^Property 'missingData' is missing in type/,
  },
  "a percentage on a named latency": {
    snippet: measure({ critical: PERCENT }),
    says: `Type '"percentage"' is not assignable to type '"duration"'.`,
  },
};

/** What should not compile, or not with these words, and does: found when this test was written. */
/** Refused at the right place, in words that could be better: the compiler speaks of another member of a union. */
const roughly: Readonly<Record<string, Case>> = {
  "a misspelt optional field": {
    snippet: row({ typo: "windoww: minutes(1)" }),
    says: /is not assignable to type '"no such field"'/,
  },
  "a comparison across dimensions": {
    snippet: `export const order = compareQuantities(seconds(1), percent(2));`,
    says: `Type '"percentage"' is not assignable to type '"duration"'.`,
  },
  "a bare number in a named measure": {
    snippet: measure({ critical: BARE }),
    says: /^Type 'number' is not assignable to type 'Quantity</,
  },
  "a statistic on a share": {
    snippet: row({ statistic: `statistic: "p95"` }, ratio),
    says: "Type 'string' is not assignable to type 'undefined'.",
  },
};

const whole: Readonly<Record<string, string>> = {
  "a latency": row({ warning: `warning: { at: milliseconds(500), priority: "P3" }`, window: "window: minutes(10)" }),
  "a share": row({}, ratio),
  "a named measure": measure({}),
};

/** Each snippet's messages, by its name. */
const compile = (snippets: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> => {
  const names = Object.keys(snippets);
  const paths = names.map((_, index) => join(__dirname, `__snippet-${index}.ts`));
  const texts = new Map(paths.map((path, index) => [path, `${imports}${snippets[names[index] ?? ""] ?? ""}`]));
  const { config } = ts.readConfigFile(join(__dirname, "../../tsconfig.json"), (path) => ts.sys.readFile(path)) as {
    config: { compilerOptions: object };
  };
  // Unused imports are no fault of a snippet, and the packages' own types would cost seconds.
  const own = { ...config.compilerOptions, types: [], noUnusedLocals: false };
  const { options } = ts.convertCompilerOptionsFromJson(own, __dirname);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(paths, options, {
    ...host,
    fileExists: (path) => texts.has(path) || host.fileExists(path),
    readFile: (path) => texts.get(path) ?? host.readFile(path),
    getSourceFile: (path, target) => {
      const text = texts.get(path);
      return text === undefined ? host.getSourceFile(path, target) : ts.createSourceFile(path, text, target);
    },
  });
  return new Map(
    names.map((name, index) => {
      const file = program.getSourceFile(paths[index] ?? "");
      const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
      return [name, found.map(({ messageText }) => lastLine(ts.flattenDiagnosticMessageText(messageText, "\n")))];
    }),
  );
};

const lastLine = (message: string): string => message.split("\n").at(-1)?.trim() ?? "";

const snippetsOf = (cases: Readonly<Record<string, Case>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(cases).map(([name, { snippet }]) => [name, snippet]));

const messages = compile({ ...snippetsOf(faults), ...snippetsOf(roughly), ...whole });

/** One message with this end. */
const expectOne = (name: string, says: string | RegExp): void => {
  expect(messages.get(name)).toEqual([typeof says === "string" ? says : expect.stringMatching(says)]);
};

describe("a row that is wrong does not compile, and the message says what to change", () => {
  it.each(Object.entries(faults))("%s", (name, { says }) => {
    expectOne(name, says);
  });

  it.each(Object.entries(roughly))("roughly: %s", (name, { says }) => {
    expectOne(name, says);
  });
});

describe("a row that is whole compiles", () => {
  it.each(Object.keys(whole))("%s", (name) => {
    expect(messages.get(name)).toEqual([]);
  });
});
