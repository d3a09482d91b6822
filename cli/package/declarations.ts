import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { CommandError } from "../shared/exit";
import { writeWhole } from "../shared/write-whole";
import { sides, type Side } from "./scripts";

/**
 * Types by their paths in the package: one file for each side. The compiler writes a file for each of ours, those of the catalogue's
 * sources among them; rollup keeps what an export needs.
 * @throws CommandError "failed" where the sources do not compile
 */
export const declarationsOf = async (root: string): Promise<readonly (readonly [string, string])[]> => {
  const folder = mkdtempSync(join(tmpdir(), "driplo-types-"));
  try {
    await compile(root, folder);
    return await Promise.all(sides.map((side) => bundleTypes(folder, side)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const compile = async (root: string, folder: string): Promise<void> => {
  const project = join(folder, "tsconfig.json");
  const configuration = {
    extends: join(root, "instrumentation/browser/tsconfig.json"),
    compilerOptions: {
      ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, noEmitOnError: true },
      ...{ rootDir: root, outDir: folder },
      ...{ types: ["node"], typeRoots: [join(root, "node_modules/@types")] },
    },
    include: [],
    files: sides.map((side) => join(root, "instrumentation", side, "index.ts")),
  };
  writeWhole("package", project, JSON.stringify(configuration));
  const { isFine, said } = await run(join(root, "node_modules/typescript-7/bin/tsc"), ["--project", project], root);
  if (!isFine)
    throw new CommandError("failed", "instrumentation/ does not compile; npm run check says the same", ...said);
};

const run = (script: string, args: readonly string[], cwd: string) =>
  new Promise<{ readonly isFine: boolean; readonly said: readonly string[] }>((resolve) => {
    execFile(process.execPath, [script, ...args], { cwd }, (error, stdout, stderr) => {
      const said = `${stdout}${stderr}`.split("\n").filter((line) => line.trim() !== "");
      resolve({ isFine: error === null, said });
    });
  });

const bundleTypes = async (folder: string, side: Side): Promise<readonly [string, string]> => {
  const bundle = await rollup({
    input: join(folder, `instrumentation/${side}/index.d.ts`),
    plugins: [dts()],
    logLevel: "silent",
  });
  const { output } = await bundle.generate({ format: "es" });
  return [`${side}/index.d.ts`, output[0].code];
};
