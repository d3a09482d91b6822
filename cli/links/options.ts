import { Argument, Option, type Command } from "commander";
import { environmentOption, formatOption, secondsUpTo } from "../shared/options";
import type { LinksOptions } from "./command";
import type { LinkVendorName } from "./vendors";

/** As `linkVendors` of vendors.ts, which is loaded with the command alone. */
const vendors: readonly LinkVendorName[] = ["vercel", "supabase", "stripe"];

export const addLinks = (cli: Command): void => {
  cli
    .command("links")
    .description(
      "drains and destinations that Pulumi has no resource of: what their vendor's API has not, made with --yes",
    )
    .addArgument(new Argument("<vendor>", "whose").choices(vendors))
    .addOption(environmentOption())
    .addOption(formatOption())
    .option("--state <file>", "what `pulumi stack export --show-secrets` prints, for the keys; - is stdin")
    .option("--renew", "write each anew, after a key of it has changed")
    .option("--yes", "yes, change them")
    .addOption(new Option("--timeout <seconds>", "for each attempt").argParser(secondsUpTo(600)).default(30))
    .addOption(new Option("--endpoint <address>", "a server that speaks the vendor's API").hideHelp())
    .action(async (vendor: LinkVendorName, options: LinksOptions) => {
      const { linksCommand } = await import("./command");
      await linksCommand(vendor, options);
    });
};
