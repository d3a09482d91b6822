const swc = {
  jsc: { parser: { syntax: "typescript" }, target: "es2023" },
  module: { type: "commonjs" },
  sourceMaps: "inline",
};

export default {
  testEnvironment: "node",
  roots: ["monitors", "policies", "infra", "review"].map((folder) => `<rootDir>/${folder}`),
  testMatch: ["**/*.test.ts"],
  transform: { "\\.ts$": ["@swc/jest", swc] },
};
