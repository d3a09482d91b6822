import { KEYS_OF } from "../../infra/environment/keys";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { unreachedSite } from "../../infra/integrations/supabase/log-drains";
import type { Environment } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { CommandError } from "../shared/exit";
import { stackFor } from "../shared/load";
import { printResult } from "../shared/print";
import { changesOf, toText, twice, wordChange, type LinkChange } from "./changes";
import { readState, resolveBody } from "./state";
import { linkVendorOf, type LinkVendor, type LinkVendorName } from "./vendors";
import type { Wire } from "./wire";

export interface LinksOptions {
  readonly environment: EnvironmentName;
  readonly format: "text" | "json";
  readonly state?: string;
  readonly renew?: true;
  readonly yes?: true;
  /** For each attempt, in seconds. */
  readonly timeout: number;
  /** A server that speaks the vendor's API, for tests. */
  readonly endpoint?: string;
}

/** Prints what a vendor's links lack of what is wanted; makes it where it is told yes. */
export const linksCommand = async (name: LinkVendorName, options: LinksOptions): Promise<void> => {
  if (options.yes === true && options.state === undefined)
    throw new CommandError("usage", "--yes takes the keys from --state: pulumi stack export --show-secrets prints it");
  const { environment } = stackFor(repositoryRoot(), options.environment, "readable");
  const vendor = linkVendorOf[name];
  const site = name === "supabase" ? unreachedSite(environment) : undefined;
  if (site !== undefined) process.stderr.write(`Supabase has no drain to Datadog's site ${site}\n`);
  const links = vendor.links(environment);
  if (links.length === 0) {
    printResult(options.format === "json" ? `${JSON.stringify(toJson([]))}\n` : toText([], [], []));
    return;
  }
  const wire = wireOf(vendor, options);
  const present = await vendor.list(wire, environment, new Set(links.map((link) => link.name)));
  const [double] = twice(links, present);
  if (double !== undefined)
    throw new CommandError("failed", `${vendor.vendor} has more than one ${double}: delete all but one there`);
  const changes = changesOf(links, present, options.renew === true);
  printResult(
    options.format === "json" ? `${JSON.stringify(toJson(changes), undefined, 2)}\n` : toText(links, changes, present),
  );
  if (changes.length === 0) return;
  if (options.yes !== true || options.state === undefined) {
    process.stderr.write(`nothing was changed: with --yes and --state npm run links does it\n`);
    return;
  }
  await carryOut(vendor, wire, environment, changes, options.state);
};

/** @throws CommandError where the shell has no key, or another environment's */
const wireOf = (vendor: LinkVendor, { environment, timeout, endpoint }: LinksOptions): Wire => {
  const token = process.env[vendor.variable] ?? "";
  if (token === "")
    throw new CommandError("usage", `${vendor.variable} is not set: see docs/bootstrap.md, "Vendors' keys"`);
  if (process.env[KEYS_OF] !== environment)
    throw new CommandError("usage", `${KEYS_OF} is not ${environment}: it says whose the keys in the shell are`);
  return { ...vendor, token, timeout: timeout * 1_000, ...(endpoint === undefined ? {} : { address: endpoint }) };
};

/** Every body is made before the first is sent. */
const carryOut = async (
  vendor: LinkVendor,
  wire: Wire,
  environment: Environment,
  changes: readonly LinkChange[],
  path: string,
): Promise<void> => {
  const state = readState(path, environment.name);
  const ready = changes.map((change) => ({ change, body: resolveBody(change.link.body, state) }));
  for (const [index, { change, body }] of ready.entries()) {
    await (change.change === "create"
      ? vendor.create(wire, environment, body)
      : vendor.update(wire, environment, change.id, body));
    process.stderr.write(`${index + 1} of ${ready.length}: ${wordChange(change)}\n`);
  }
};

const toJson = (changes: readonly LinkChange[]): object => ({
  changes: changes.map(({ link, ...change }) => ({ name: link.name, ...change })),
});
