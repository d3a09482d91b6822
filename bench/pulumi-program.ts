import { runProgram } from "../infra/program";
import { catalogue } from "../monitors/catalogue";
import { generateCatalogue } from "./generate";
import { ROOT } from "./root";

/** `program.ts` with a generated catalogue where a number of signals is given. */

const [size] = process.argv.slice(2);
runProgram(ROOT, size === undefined ? catalogue : generateCatalogue(catalogue, Number(size)));
