import { Argument, type Command } from "commander";
import { wholeNumber } from "../shared/options";
import type { ImportOptions } from "./command";

export const addImport = (cli: Command): void => {
  cli
    .command("import")
    .description("what comes from outside the shop, as SQL for psql: a help desk's tickets, rivals' prices")
    .addArgument(new Argument("<what>", "what the file holds").choices(["tickets", "prices"]))
    .argument("<file>", "tickets: Zendesk's export (JSON) or a CSV; prices: a CSV")
    .option(
      "--topic-field <id>",
      "tickets: Zendesk's custom field that says the topic",
      wholeNumber(Number.MAX_SAFE_INTEGER),
    )
    .addHelpText("after", HELP)
    .action(async (what: "tickets" | "prices", file: string, options: ImportOptions) => {
      const { importCommand } = await import("./command");
      importCommand(what, file, options);
    });
};

const HELP = `
Columns of a CSV:
  tickets  id,topic,created_at,closed_at[,updated_at]
  prices   rival,category,listing,price,source,date

  npm run -s import -- prices rivals.csv | psql "$DRIPLO_FEEDER_URL" --set ON_ERROR_STOP=1`;
