import { runProgram } from "./program";
import { repositoryRoot } from "./environment/repository-root";

/** What `pulumi preview` and `pulumi up` run. */
runProgram(repositoryRoot());
