import { join } from "node:path";
import { runProgram } from "./program";

/** What `pulumi preview` and `pulumi up` run. */
runProgram(join(__dirname, ".."));
