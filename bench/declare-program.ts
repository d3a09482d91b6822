import { declareStack } from "../infra/declare";
import { loadEnvironment } from "../infra/environment/load";
import { catalogue } from "../monitors/catalogue";
import { formatDiagnostic, hasErrors } from "../monitors/plan/diagnostic";
import { policies } from "../policies";
import { generateCatalogue } from "./generate";
import { ROOT } from "./root";

/** Declares prod with as many signals as the argument says, and prints what it took; the parent takes the wall time. */

const [size = ""] = process.argv.slice(2);
const { environment } = loadEnvironment(ROOT, "prod");
if (environment === undefined) throw new Error("the configuration of prod has a fault");

const rows = generateCatalogue(catalogue, Number(size));
const start = performance.now();
const { declarations, diagnostics } = declareStack(rows, policies, environment);
const seconds = (performance.now() - start) / 1000;

// A fault in every row would make the checks' work another than it is.
const [first] = diagnostics;
if (first !== undefined && hasErrors(diagnostics)) throw new Error(formatDiagnostic(first));

const KIBIBYTES_PER_MEBIBYTE = 1024;
process.stdout.write(
  JSON.stringify({
    seconds,
    alarms: declarations.filter(({ watches }) => watches !== undefined).length,
    resources: declarations.length,
    peakMemory: process.resourceUsage().maxRSS / KIBIBYTES_PER_MEBIBYTE,
  }),
);
