import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentNames } from "../../monitors/model/environment-name";
import { checkAccountOwner } from "./account-owner";
import { loadEnvironment } from "./load";
import { ROOT } from "../../testing/stack-configuration";

const withFiles = (edit: (file: string, text: string) => string): readonly string[] => {
  const root = mkdtempSync(join(tmpdir(), "owner-"));
  try {
    for (const file of ["Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
      cpSync(join(ROOT, file), join(root, file));
      writeFileSync(join(root, file), edit(file, readFileSync(join(root, file), "utf8")));
    }
    return checkAccountOwner(environmentNames.map((name) => loadEnvironment(root, name))).map(({ what }) => what);
  } finally {
    rmSync(root, { recursive: true });
  }
};

const owns = (text: string, value: boolean): string =>
  text
    .replace(/ownsAccount: .*/, `ownsAccount: ${String(value)}`)
    .replace(/^ {2}driplo-monitoring:(people|rotations):\n( {4}.*\n)*/gm, value ? "$&" : "");

describe("checkAccountOwner", () => {
  it("finds nothing to say of the committed stacks", () => {
    expect(withFiles((_file, text) => text)).toEqual([]);
  });

  it("wants an owner", () => {
    expect(withFiles((_file, text) => owns(text, false))).toEqual(["no stack owns the account"]);
  });

  it("wants one owner", () => {
    const people = /^ {2}driplo-monitoring:(people|rotations):\n( {4}.*\n)*/gm;
    const prod = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
    const added = [...prod.matchAll(people)].map(([block]) => block).join("");
    const both = withFiles((file, text) =>
      file === "Pulumi.dev.yaml" ? owns(text, true).replace("config:\n", `config:\n${added}`) : text,
    );
    expect(both).toEqual(["dev and prod both own the account"]);
  });

  it("leaves a file that cannot be read to its own faults", () => {
    expect(withFiles((file, text) => (file === "Pulumi.dev.yaml" ? "config: [" : owns(text, false)))).toEqual([]);
  });
});
