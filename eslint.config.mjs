import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** What a folder may import of ours: imports only ever point up the flow in ARCHITECTURE.md. */
const layers = [
  { target: "monitors/model", from: ["monitors", "dashboards", "policies", "infra", "review"], except: ["./model"] },
  {
    target: "monitors/declaration",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./declaration", "./model"],
  },
  {
    target: "monitors/catalogue",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./catalogue", "./model"],
  },
  {
    target: "monitors/plan",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/datadog",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./datadog", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/cloudwatch",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./cloudwatch", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/newrelic",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./newrelic", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/prometheus",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./prometheus", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/sentry",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./sentry", "./plan", "./declaration", "./model"],
  },
  {
    target: "monitors/elastic",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./testing", "./elastic", "./plan", "./declaration", "./model"],
  },
  { target: "dashboards", from: ["policies", "infra", "review"] },
  { target: "policies", from: ["dashboards", "infra", "review"] },
  {
    target: "instrumentation",
    from: ["monitors", "dashboards", "policies", "infra", "review"],
    except: ["./model"],
  },
  { target: "infra", from: ["review"] },
];
const zones = layers.flatMap(({ target, from, except }) =>
  from.map((folder) => ({
    target: `./${target}`,
    from: `./${folder}`,
    ...(folder === "monitors" && except !== undefined ? { except } : {}),
    message: `${target} may not import from ${folder}: imports point up the flow (ARCHITECTURE.md)`,
  })),
);

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

export default tseslint.config(
  { ignores: ["node_modules", ".cache", "coverage"] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: { "import-x/resolver-next": [createTypeScriptImportResolver()] },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-restricted-imports": ["error", { patterns: [pulumiAtRunTime, grafanaAtRunTime] }],
      "no-restricted-syntax": ["error", ...limitsOfItsOwn],
      "max-lines": ["error", { max: 220, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 50, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: [
      "**/component.ts",
      "infra/monitoring-stack.ts",
      "infra/providers.ts",
      "infra/program.ts",
      "testing/engine/**",
      "sdks/**",
      "**/*.test.ts",
    ],
    rules: { "@typescript-eslint/no-restricted-imports": "off" },
  },
  // What the shop imports loads nothing of ours but names; a test of it holds it to what reads them.
  {
    files: ["instrumentation/**/*.test.ts"],
    rules: { "import-x/no-restricted-paths": "off" },
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
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "as" }],
    },
  },
  // A table with a row for each kind.
  { files: ["monitors/model/signal-kind.ts"], rules: { "max-lines": "off" } },
  { files: ["**/*.mjs", "**/*.cjs"], ...tseslint.configs.disableTypeChecked },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
);
