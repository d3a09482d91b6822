import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/**
 * The rooms, and what each may import of ours beside its own: imports only ever point up the flow in ARCHITECTURE.md. Tests may import
 * testing/ too.
 */
const contract = ["monitors/model", "monitors/declaration", "monitors/plan"];
const product = ["monitors", "dashboards", "policies", "infra"];
/** What each vendor must be told of an environment. The model's Environment is made of these, so they may import the model alone. */
const configurations = [
  "monitors/cloudwatch/configuration.ts",
  "monitors/datadog/configuration.ts",
  "monitors/elastic/configuration.ts",
  "monitors/newrelic/configuration.ts",
  "monitors/prometheus/configuration.ts",
  "monitors/sentry/configuration.ts",
  "policies/pagerduty/configuration.ts",
  "infra/integrations/stripe/configuration.ts",
  "infra/integrations/vercel/configuration.ts",
];
const rooms = {
  ...Object.fromEntries(configurations.map((file) => [file, ["monitors/model"]])),
  "monitors/model": configurations,
  "monitors/declaration": ["monitors/model"],
  "monitors/catalogue": ["monitors/model"],
  "monitors/plan": ["monitors/model", "monitors/declaration"],
  "monitors/datadog": contract,
  "monitors/cloudwatch": contract,
  "monitors/newrelic": contract,
  "monitors/prometheus": contract,
  "monitors/sentry": contract,
  "monitors/elastic": contract,
  dashboards: [
    ...contract,
    "monitors/catalogue",
    "monitors/prometheus",
    "policies/targets.ts",
    "policies/quality-metrics.ts",
  ],
  policies: [...contract, "monitors/catalogue"],
  instrumentation: ["monitors/model"],
  "infra/environment": [...contract, "dashboards"],
  "infra/integrations": ["monitors", "policies", "infra/environment", "instrumentation/mask-rules.ts"],
  "infra/assembly": [
    "monitors",
    "dashboards",
    "policies",
    "infra/environment",
    "infra/integrations",
    "infra/part.ts",
    "infra/vendors.ts",
  ],
  "infra/checks": ["monitors", "dashboards", "policies", "infra/environment", "infra/vendors.ts"],
  infra: ["monitors", "dashboards", "policies", "instrumentation/mask-rules.ts"],
  cli: product,
  bench: [...product, "cli", "instrumentation", "testing"],
  examples: product,
};
const zonesBeside = (...also) =>
  Object.entries(rooms).map(([room, others]) => ({
    target: `./${room}`,
    from: ".",
    except: [...new Set(["node_modules", "sdks", room, ...others, ...also])].map((each) => `./${each}`),
    message: `${room} imports of ours ${[...others, ...also].join(", ") || "nothing"} alone (rooms in eslint.config.mjs)`,
  }));

const pulumiAtRunTime = {
  group: ["@pulumi/*", "@pulumiverse/*"],
  allowTypeImports: true,
  message: "Pulumi is loaded by component.ts, monitoring-stack.ts, providers.ts and program.ts alone; import its types",
};

const grafanaAtRunTime = {
  group: ["@grafana/grafana-foundation-sdk/*"],
  allowTypeImports: true,
  message: "a tenth of a second for a handful of enums: import its types, and write the values",
};

/** A limit that fits one machine breaks on a slower one: a hang is ended by jest.config.mjs alone. */
const limitsOfItsOwn = [
  "CallExpression[callee.object.name='jest'][callee.property.name='setTimeout']",
  "CallExpression[callee.name=/^(it|test)$/][arguments.1.type=/Function/][arguments.length=3]",
  "CallExpression[callee.type='CallExpression'][callee.callee.property.name='each'][arguments.length=3]",
  "CallExpression[callee.name=/^(before|after)(All|Each)$/][arguments.length=2]",
].map((selector) => ({
  selector,
  message: "no test has a time limit of its own: testTimeout in jest.config.mjs ends a hang",
}));

/** One writer of files, and one of results: neither leaves half of anything, and both end in one line where there is no room. */
const writersOfItsOwn = [
  {
    selector:
      "CallExpression[callee.object.object.name='process'][callee.object.property.name='stdout'][callee.property.name='write']",
    message: "print a result by printResult of cli/shared/print.ts",
  },
  {
    selector: "CallExpression[callee.name=/^(writeFileSync|writeFile|appendFileSync|createWriteStream)$/]",
    message: "write a file by writeWhole of cli/shared/write-whole.ts",
  },
];

export default tseslint.config(
  // The example is a shop of its own: its types are checked with its own packages, in a test.
  { ignores: ["node_modules", ".cache", "coverage", "instrumentation/example"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-duplicates": "error",
      "import-x/no-restricted-paths": ["error", { zones: zonesBeside() }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [pulumiAtRunTime, grafanaAtRunTime] }],
      "no-restricted-syntax": ["error", ...limitsOfItsOwn],
      "max-lines": ["error", { max: 220, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
      // Of more, nobody sees at the call which is which: an object names them.
      "@typescript-eslint/max-params": ["error", { max: 5 }],
    },
  },
  {
    files: [
      "**/component.ts",
      "infra/monitoring-stack.ts",
      "infra/providers.ts",
      "infra/program.ts",
      "examples/*/program.ts",
      "testing/engine/**",
      "sdks/**",
      "**/*.test.ts",
    ],
    rules: { "@typescript-eslint/no-restricted-imports": "off" },
  },
  {
    files: ["**/*.test.ts", "**/*.test-d.ts", "*/**/testing/**"],
    rules: { "import-x/no-restricted-paths": ["error", { zones: zonesBeside("testing") }] },
  },
  {
    files: ["cli/**/*.ts"],
    ignores: ["**/*.test.ts", "*/**/testing/**", "cli/shared/print.ts", "cli/shared/write-whole.ts"],
    rules: { "no-restricted-syntax": ["error", ...limitsOfItsOwn, ...writersOfItsOwn] },
  },
  // A quantity is opaque by a cast, and arguments without their late values are a class's own by construction.
  {
    files: ["monitors/model/quantity.ts", "monitors/declaration/component.ts"],
    rules: { "@typescript-eslint/consistent-type-assertions": "off" },
  },
  {
    files: ["**/*.test.ts", "**/*.test-d.ts"],
    rules: {
      "max-lines": "off",
      "max-lines-per-function": "off",
      "@typescript-eslint/max-params": "off",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as" }],
    },
  },
  // A table with a row for each kind.
  { files: ["monitors/model/signal-kind.ts"], rules: { "max-lines": "off" } },
  { files: ["**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
