import { Option, type Command } from "commander";
import { formatOption, secondsUpTo } from "../shared/options";
import { DEFAULT_TIMEOUT } from "../revision/plan";
import { changeKinds } from "./change";
import type { ReviewOptions } from "./command";

export const addReview = (cli: Command): void => {
  cli
    .command("review")
    .description("what a change does to alerting: looser or tighter, lost protection first")
    .option("-b, --base <revision>", "the revision to compare with", "origin/main")
    .option("--head <revision>", "the revision to judge, instead of the working tree")
    .option("--base-plan <file>", "the base's plan, as plan --format json --declarations wrote it; --base names it")
    .option("--head-plan <file>", "the head's plan, likewise; --head names it")
    .addOption(formatOption("markdown"))
    .option("--fail-on <kinds>", `end with 1 where one of these is found: ${changeKinds.join(",")}`)
    .option("--allow-unplannable-base", "do not end with 1 where the base cannot be planned: of a first commit")
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for a revision's plan")
        .argParser(secondsUpTo(3_600))
        .default(DEFAULT_TIMEOUT),
    )
    .option("--link <address>", "where all of it can be read, for a comment that is too long")
    .action(async (options: ReviewOptions, command: Command) => {
      const { reviewCommand } = await import("./command");
      await reviewCommand(options, command);
    });
};
