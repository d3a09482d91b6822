import { KEYS_OF } from "../../infra/environment/keys";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { unreachedSite } from "../../infra/integrations/supabase/log-drains";
import type { Environment } from "../../monitors/model/environment";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import { CommandError, endLater } from "../shared/exit";
import { stackFor } from "../shared/load";
import { printResult } from "../shared/print";
import { changesOf, toText, twice, wordChange, type LinkChange } from "./changes";
import { readState, resolveBody } from "./state";
import type { LinkVendor } from "./vendor";
import { linkVendorOf, type LinkVendorName } from "./vendors";
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
  const vendor = linkVendorOf[name];
  if (options.yes === true && vendor.fromState && options.state === undefined)
    throw new CommandError("usage", "--yes takes the keys from --state: pulumi stack export --show-secrets prints it");
  const { environment } = stackFor(repositoryRoot(), options.environment, "readable");
  const site = name === "supabase" ? unreachedSite(environment) : undefined;
  if (site !== undefined) process.stderr.write(`Supabase has no drain to Datadog's site ${site}\n`);
  const links = vendor.links(environment);
  if (links.length === 0) {
    printResult(options.format === "json" ? `${JSON.stringify(toJson([]))}\n` : toText([], [], []));
    return;
  }
  const wire = wireOf(vendor, environment, options);
  const present = await vendor.list(wire, environment, new Set(links.map((link) => link.name)));
  const [double] = twice(links, present);
  if (double !== undefined)
    throw new CommandError("failed", `${vendor.vendor} has more than one ${double}: delete all but one there`);
  const changes = changesOf(links, present, options.renew === true);
  printResult(
    options.format === "json" ? `${JSON.stringify(toJson(changes), undefined, 2)}\n` : toText(links, changes, present),
  );
  if (changes.some(({ change }) => change === "by hand")) endLater("failed");
  const todo = changes.filter((change) => change.change !== "by hand");
  if (todo.length === 0) return;
  if (options.yes === true) await carryOut(vendor, wire, environment, todo, options.state);
  else
    process.stderr.write(
      `nothing was changed: with ${vendor.fromState ? "--yes and --state" : "--yes"} npm run links does it\n`,
    );
};

/** @throws CommandError where the shell has no key, or another environment's */
const wireOf = (vendor: LinkVendor, environment: Environment, { timeout, endpoint }: LinksOptions): Wire => {
  const token = process.env[vendor.variable] ?? "";
  if (token === "")
    throw new CommandError("usage", `${vendor.variable} is not set: see docs/bootstrap.md, "Vendors' keys"`);
  if (process.env[KEYS_OF] !== environment.name)
    throw new CommandError("usage", `${KEYS_OF} is not ${environment.name}: it says whose the keys in the shell are`);
  const why = vendor.refuses?.(token, environment);
  if (why !== undefined) throw new CommandError("usage", `${vendor.variable} ${why}`);
  return { ...vendor, token, timeout: timeout * 1_000, ...(endpoint === undefined ? {} : { address: endpoint }) };
};

type Made = Exclude<LinkChange, { readonly change: "by hand" }>;

/** Every body is made before the first is sent. */
const carryOut = async (
  vendor: LinkVendor,
  wire: Wire,
  environment: Environment,
  changes: readonly Made[],
  path: string | undefined,
): Promise<void> => {
  const state = path === undefined ? { resources: [] } : readState(path, environment.name);
  const ready = changes.map((change) => ({ change, body: resolveBody(change.link.body, state) }));
  for (const [index, { change, body }] of ready.entries()) {
    const note = await send(vendor, wire, environment, change, body);
    process.stderr.write(`${index + 1} of ${ready.length}: ${wordChange(change)}\n${note}`);
  }
};

/** @returns a line of what a person must do now */
const send = async (
  vendor: LinkVendor,
  wire: Wire,
  environment: Environment,
  change: Made,
  body: object,
): Promise<string> => {
  if (change.change === "create") {
    const note = await vendor.create(wire, environment, body);
    return note === undefined ? "" : `  ${note}\n`;
  }
  await vendor.update(wire, environment, change.id, body);
  return "";
};

const toJson = (changes: readonly LinkChange[]): object => ({
  changes: changes.map(({ link, ...change }) => ({ name: link.name, ...change })),
});
