import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import { environmentNames } from "../monitors/model/environment-name";
import { levelNames } from "../monitors/model/level";
import type { AdoptOptions } from "./adopt/command";
import { addApply } from "./apply/command";
import { planCommand } from "./plan/command";
import { commentCommand } from "./comment/command";
import { dashboardsCommand } from "./dashboards/command";
import type { DrillOptions } from "./drill/command";
import { DEFAULT_TIMEOUT } from "./revision/plan";
import { changeKinds } from "./review/change";
import { addForwarder } from "./forwarder/command";
import type { Ga4Options } from "./ga4/command";
import type { GateOptions } from "./gate/command";
import { addHistoryCommands } from "./history-commands";
import type { LighthouseOptions } from "./lighthouse/command";
import type { ReportCommandOptions } from "./report/command";
import { reviewCommand } from "./review/command";
import type { QualityOptions } from "./quality/command";
import { rulesCommand } from "./rules/command";
import { runbooksCommand } from "./runbooks/command";
import { createProgram, runProgram } from "./shared/program";

/** The reviewer's tools: results on stdout, the rest on stderr. */
const createCli = (): Command => {
  const cli = createProgram("review").description(
    "Driplo's monitoring, offline: no account, no credentials, no Pulumi",
  );
  cli
    .command("plan")
    .description("what would alert, at what level, and who hears of it")
    .addOption(
      new Option("-e, --environment <name>", "which environment").choices([...environmentNames, "all"]).default("prod"),
    )
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .option("--declarations", "with every resource's arguments; JSON only")
    .option("--routes", "who is told of each level, when, and by what links, followed through what was rendered")
    .option("--on-call [day]", "who is on call on a day (2026-12-25; today if left out), by the declared schedules")
    .option("--emitters", "who sends each feed that is read, and from where")
    .option("--cost", "what the alerts cost a month by vendor, an estimate at list prices")
    .action(planCommand);
  cli
    .command("runbooks")
    .description("writes each signal's thresholds into its runbook, from the catalogue")
    .option("--check", "only name the pages that are stale")
    .action(runbooksCommand);
  addReview(cli);
  addReport(cli);
  cli
    .command("comment")
    .description("puts a review or a preview into its pull request's comment; for CI")
    .requiredOption("--head <commit>", "the commit that it is of")
    .option("--file <file>", "a review in Markdown")
    .option("--preview <stack=file>", "what `pulumi preview` printed of a stack")
    .action(commentCommand);
  addGate(cli);
  addApply(cli);
  addFileCommands(cli);
  addForwarder(cli);
  addAdopt(cli);
  addOnCallCommands(cli);
  return cli;
};

const addReview = (cli: Command): void => {
  cli
    .command("review")
    .description("what a change does to alerting: looser or tighter, lost protection first")
    .option("-b, --base <revision>", "the revision to compare with", "origin/main")
    .option("--head <revision>", "the revision to judge, instead of the working tree")
    .option("--base-plan <file>", "the base's plan, as plan --format json --declarations wrote it; --base names it")
    .option("--head-plan <file>", "the head's plan, likewise; --head names it")
    .addOption(
      new Option("-f, --format <format>", "how to print it").choices(["text", "json", "markdown"]).default("text"),
    )
    .option("--fail-on <kinds>", `end with 1 where one of these is found: ${changeKinds.join(",")}`)
    .option("--allow-unplannable-base", "do not end with 1 where the base cannot be planned: of a first commit")
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for a revision's plan")
        .argParser(secondsUpTo(3_600))
        .default(DEFAULT_TIMEOUT),
    )
    .option("--link <address>", "where all of it can be read, for a comment that is too long")
    .action(reviewCommand);
};

const addGate = (cli: Command): void => {
  cli
    .command("gate")
    .description("says on a pull request's head whether it may take protection away; for CI")
    .requiredOption("--head <commit>", "the commit that is judged")
    .requiredOption("--review <outcome>", "how `review --fail-on …` ended: success, or anything else")
    .requiredOption("--link <address>", "where it can be read why")
    .action(async (options: GateOptions, command: Command) => {
      const { gateCommand } = await import("./gate/command");
      await gateCommand(options, command);
    });
};

/** What else the same rows are: files for other tools, and for eyes. */
const addFileCommands = (cli: Command): void => {
  cli
    .command("rules")
    .description("the rules that Grafana evaluates, as plain Prometheus rule files and the scrape that feeds them")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .option("-o, --out <folder>", "where to write them, a file for each service; without it all rules go to stdout")
    .action(rulesCommand);
  cli
    .command("dashboards")
    .description("the boards as files, to import into a Grafana by hand or to look at")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .requiredOption("-o, --out <folder>", "where to write them: JSON, a file for each board")
    .option("--pictures", "and a picture of each, with invented series")
    .action(dashboardsCommand);
  cli
    .command("ga4")
    .description("what Google Analytics is told to count: key events, custom dimensions, the funnel")
    .addArgument(new Argument("<action>", "apply does it, when told --yes").choices(["plan", "apply"]))
    .addOption(new Option("-p, --property <digits>", "which property").env("DRIPLO_GA4_PROPERTY").makeOptionMandatory())
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addOption(new Option("--endpoint <address>", "a server that speaks the Admin API").hideHelp())
    .option("--yes", "with apply: yes, change the property")
    .action(async (action: "plan" | "apply", options: Ga4Options) => {
      const { ga4Command } = await import("./ga4/command");
      await ga4Command(action, options);
    });
  cli
    .command("lighthouse")
    .description("writes lighthouserc.json, the budgets that Lighthouse CI holds previews to, from the catalogue")
    .option("--check", "only say whether the file is stale")
    .action(async (options: LighthouseOptions) => {
      const { lighthouseCommand } = await import("./lighthouse/command");
      await lighthouseCommand(options);
    });
  cli
    .command("logrocket")
    .description("writes docs/logrocket.md, the charts and alerts to make in LogRocket by hand, from the catalogue")
    .option("--check", "only say whether the page is stale")
    .action(async (options: { readonly check?: true }) => {
      await (await import("./logrocket/command")).logRocketCommand(options);
    });
};

/** For a team that has monitors already. */
const addAdopt = (cli: Command): void => {
  cli
    .command("adopt")
    .description("what a team has already, against the catalogue: the same, different, and rows for what it lacks")
    .option("--datadog <file>", "what GET /api/v1/monitor answers")
    .option("--cloudwatch <file>", "what aws cloudwatch describe-alarms answers")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .option("-o, --out <folder>", "where to write import.json, for pulumi import, and rows.ts")
    .addHelpText("after", "\nHow to export, and what to do with the files: docs/adopt.md")
    .action(async (options: AdoptOptions, command: Command) => {
      const { adoptCommand } = await import("./adopt/command");
      adoptCommand(options, command);
    });
};

/** For whoever is on call: drills, and how good the alerting was. What they alone need is loaded for them alone. */
const addOnCallCommands = (cli: Command): void => {
  addHistoryCommands(cli);
  cli
    .command("drill")
    .description("sends a marked test event down the way of an alert: PagerDuty, Slack")
    .argument("<signal>", "whose way: api.availability")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("dev"))
    .addOption(new Option("-l, --level <level>", "which level").choices(levelNames).default("critical"))
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for each answer").argParser(secondsUpTo(600)).default(10),
    )
    .option("--dry-run", "print what would be sent, without keys, and send nothing")
    .option("--resolve <key>", "end the incident that a drill has opened, by the key it has printed")
    .option("--yes-page-people", "in prod: yes, ring real phones")
    .addHelpText("after", "\nKeys, and what to expect: docs/drill-and-quality.md")
    .action(async (signal: string, options: DrillOptions, command: Command) => {
      const { drillCommand } = await import("./drill/command");
      await drillCommand(signal, options, command);
    });
  cli
    .command("quality")
    .description("how good the alerting was, by PagerDuty's export and what people wrote down afterwards")
    .requiredOption("--incidents <file>", "PagerDuty's: the CSV of its web pages, or the JSON of its API")
    .option("--labels <file>", "the post-incident records: incident, started_at, real (yes or no); CSV or JSON")
    .option("--time-zone <name>", "of times that are written without an offset", "Etc/UTC")
    .addOption(new Option("-f, --format <format>", "how to print it").choices(["text", "json"]).default("text"))
    .addHelpText("after", "\nWhat the figures are, and how to export: docs/drill-and-quality.md")
    .action(async (options: QualityOptions, command: Command) => {
      const { qualityCommand } = await import("./quality/command");
      qualityCommand(options, command);
    });
};

const secondsUpTo =
  (most: number) =>
  (word: string): number => {
    const value = Number(word);
    if (value > 0 && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number of seconds, ${String(most)} at most.`);
  };

const addReport = (cli: Command): void => {
  cli
    .command("report")
    .description("every signal, who is told, and the on-call sheet, as one page of HTML that needs nothing beside it")
    .addOption(new Option("-e, --environment <name>", "which environment").choices(environmentNames).default("prod"))
    .option("-o, --out <file>", "where to write it; without it the page goes to stdout")
    .option("--day <day>", "first day of the on-call sheet (2026-12-25; today if left out)")
    .action(async (options: ReportCommandOptions, command: Command) => {
      // Dates take a library that the other commands do without.
      const { reportCommand } = await import("./report/command");
      reportCommand(options, command);
    });
};

runProgram(createCli());
