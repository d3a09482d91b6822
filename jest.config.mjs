const swcOf = (syntax) => ({
  jsc: { parser: { syntax }, target: "es2023" },
  module: { type: "commonjs" },
  sourceMaps: "inline",
});

export default {
  testEnvironment: "node",
  // Jest leaves one core to its parent, which hardly works: on two cores that would be half of the machine.
  maxWorkers: "100%",
  // How long a test takes depends on the machine: no test has a limit of its own, and this one ends a hang alone.
  testTimeout: 1_800_000,
  // A worker keeps memory of each file that it ran: one that has grown is started anew, or the last file has none left.
  workerIdleMemoryLimit: "1GB",
  // Of a worker that leaves nothing open: to tear down a gigabyte on a busy machine takes longer than jest's half second.
  workerGracefulExitTimeout: 20_000,
  testSequencer: "<rootDir>/testing/slowest-first.cjs",
  roots: ["bench", "cli", "dashboards", "examples", "infra", "instrumentation", "monitors", "policies", "testing"].map(
    (folder) => `<rootDir>/${folder}`,
  ),
  testMatch: ["**/*.test.ts"],
  // A shop of its own, whose packages stand there once somebody has installed them.
  modulePathIgnorePatterns: ["<rootDir>/instrumentation/example/"],
  transform: {
    "\\.ts$": ["@swc/jest", swcOf("typescript")],
    // They load Node's own modules, and each other, by import(), which jest does not have: swc makes require of it.
    "pglite.*\\.cjs$": ["@swc/jest", swcOf("ecmascript")],
    "(otlp-exporter-base|@vercel/oidc)/.*\\.js$": ["@swc/jest", swcOf("ecmascript")],
    // An ES module, which jest does not require.
    "node_modules/ky/.*\\.js$": ["@swc/jest", swcOf("ecmascript")],
  },
  transformIgnorePatterns: ["/node_modules/(?!@electric-sql/pglite/|ky/|@vercel/oidc/|.*otlp-exporter-base/)"],
};
