import { repositoryRoot } from "./infra/environment/repository-root";
import { runProgram } from "./infra/program";

/** What `pulumi preview` and `pulumi up` run (`main` in Pulumi.yaml). It is here because Pulumi starts a program in its own folder. */
runProgram(repositoryRoot());
