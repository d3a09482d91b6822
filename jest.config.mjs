const swcOf = (syntax) => ({
  jsc: { parser: { syntax }, target: "es2023" },
  module: { type: "commonjs" },
  sourceMaps: "inline",
});

export default {
  testEnvironment: "node",
  // Jest leaves one core to its parent, which hardly works: on two cores that would be half of the machine.
  maxWorkers: "100%",
  testSequencer: "<rootDir>/infra/testing/slowest-first.cjs",
  roots: ["monitors", "dashboards", "policies", "infra", "review", "instrumentation"].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testMatch: ["**/*.test.ts"],
  transform: {
    "\\.ts$": ["@swc/jest", swcOf("typescript")],
    // It loads Node's own modules by import(), which jest does not have: swc makes require of it.
    "pglite.*\\.cjs$": ["@swc/jest", swcOf("ecmascript")],
    // An ES module, which jest does not require.
    "node_modules/ky/.*\\.js$": ["@swc/jest", swcOf("ecmascript")],
  },
  transformIgnorePatterns: ["/node_modules/(?!@electric-sql/pglite/|ky/)"],
};
