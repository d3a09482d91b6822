import { Option, type Command } from "commander";
import { environmentNames } from "../../monitors/model/environment-name";
import type { FindOptions, HeadOptions, PreviewOptions, ReduceOptions } from "./command";

const stack = (): Option => new Option("--stack <name>", "which stack").choices(environmentNames).makeOptionMandatory();

/** For CI: what is applied is what was reviewed. */
export const addApply = (cli: Command): void => {
  const apply = cli.command("apply").description("the rule for what is applied; for CI (docs/recovery.md)");
  apply
    .command("reduce")
    .description("reduces what `pulumi preview --json` printed to resources, operations and changed properties")
    .addOption(stack())
    .requiredOption("--tree <tree>", "the tree that was previewed: git rev-parse 'HEAD^{tree}'")
    .requiredOption("--preview <file>", "what was printed")
    .requiredOption("-o, --out <file>", "where to write the plan")
    .option("--expect-no-changes", "end with 1 where there is a change")
    .action(async (options: ReduceOptions) => {
      (await import("./command")).reduceCommand(options);
    });
  apply
    .command("compare")
    .description("ends with 1 where a fresh preview would do more than the reviewed plan")
    .addOption(stack())
    .requiredOption("--tree <tree>", "the tree that was previewed")
    .requiredOption("--preview <file>", "what the fresh preview printed")
    .requiredOption("--reviewed <file>", "the reviewed plan")
    .action(async (options: PreviewOptions & { readonly reviewed: string }) => {
      (await import("./command")).compareCommand(options);
    });
  apply
    .command("errors")
    .description("prints why a preview failed, which --json says in its answer alone")
    .requiredOption("--preview <file>", "what was printed")
    .action(async (options: Pick<PreviewOptions, "preview">) => {
      (await import("./command")).errorsCommand(options);
    });
  addQuestions(apply);
};

/** What is asked of GitHub, and of the state. */
const addQuestions = (apply: Command): void => {
  apply
    .command("find")
    .description("fetches the reviewed plan of a commit's tree from this repository's own preview")
    .addOption(stack())
    .requiredOption("--commit <commit>", "what is to be applied")
    .requiredOption("-o, --out <file>", "where to write the plan")
    .action(async (options: FindOptions) => {
      await (await import("./command")).findCommand(options);
    });
  apply
    .command("head")
    .description("ends with 1 where the commit is not the head of its branch")
    .requiredOption("--commit <commit>", "what is to be applied")
    .option("--branch <name>", "of which branch", "main")
    .action(async (options: HeadOptions) => {
      await (await import("./command")).headCommand(options);
    });
  apply
    .command("state")
    .description("ends with 1 where a vendor's key of the environment stands in the stack's state")
    .requiredOption("--state <file>", "what `pulumi stack export --show-secrets` prints; - is stdin")
    .action(async (options: { readonly state: string }) => {
      (await import("./command")).stateCommand(options);
    });
};
