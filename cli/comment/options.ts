import type { Command } from "commander";
import type { CommentOptions } from "./command";

export const addComment = (cli: Command): void => {
  cli
    .command("comment")
    .description("puts a review or a preview into its pull request's comment; for CI")
    .requiredOption("--head <commit>", "the commit that it is of")
    .option("--file <file>", "a review in Markdown")
    .option("--preview <stack=file>", "what `pulumi preview` printed of a stack")
    .action(async (options: CommentOptions, command: Command) => {
      const { commentCommand } = await import("./command");
      await commentCommand(options, command);
    });
};
