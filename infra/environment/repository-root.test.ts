import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "./repository-root";

test("the root is the folder of Pulumi.yaml, from wherever below it the search begins", () => {
  const root = repositoryRoot();
  expect(existsSync(join(root, "Pulumi.yaml"))).toBe(true);
  expect(repositoryRoot(join(root, "dashboards", "queries"))).toBe(root);
});

test("outside of the repository there is none, and that is said", () => {
  const elsewhere = mkdtempSync(join(tmpdir(), "driplo-root-"));
  expect(() => repositoryRoot(elsewhere)).toThrow("holds Pulumi.yaml: this is not the repository");
  rmSync(elsewhere, { recursive: true });
});
