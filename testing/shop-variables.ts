/** The variables that the shop's code reads, for the test of what sets them at Vercel. */
export { variables as browserVariables } from "../instrumentation/browser/variables";
export { serverVariables } from "../instrumentation/server/variables";
