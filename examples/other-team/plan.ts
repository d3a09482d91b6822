import { formatDiagnostic } from "../../monitors/plan/diagnostic";
import { declare } from "./declare";
import { environments, isEnvironmentName } from "./environments";

/** What would be created, and what is wrong with it: `node --require ./infra/loader.cjs examples/other-team/plan.ts`. No account is asked. */
for (const name of Object.keys(environments).filter(isEnvironmentName)) {
  const { declarations, diagnostics } = declare(name);
  console.log(`${name}: ${declarations.length} resources`);
  for (const { type, name: logical } of declarations) console.log(`  ${type} ${logical}`);
  for (const diagnostic of diagnostics) console.log(formatDiagnostic(diagnostic));
}
