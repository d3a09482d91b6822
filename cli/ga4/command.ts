import { changesOf, type Change } from "../../infra/integrations/ga4/changes";
import { checkProperty } from "../../infra/integrations/ga4/check";
import { apply, connect, readProperty, signIn, type AdminClient } from "../../infra/integrations/ga4/client";
import { property } from "../../infra/integrations/ga4/property";
import { sourceFaults } from "../../infra/checks/source-faults";
import { formatDiagnostic, type Diagnostic } from "../../monitors/plan/diagnostic";
import { CommandError } from "../shared/exit";
import { boundedFetch } from "../shared/bounded-fetch";
import { printResult } from "../shared/print";

export interface Ga4Options {
  /** Digits; `properties/` is added. */
  readonly property: string;
  readonly format: "text" | "json";
  readonly yes?: true;
  /** A server that speaks the Admin API, for tests. */
  readonly endpoint?: string;
}

/** Prints what a property lacks of what is declared; does it where it is asked to and told yes. */
export const ga4Command = async (action: "plan" | "apply", options: Ga4Options): Promise<void> => {
  if (!/^\d+$/.test(options.property))
    throw new CommandError(
      "usage",
      `--property: ${JSON.stringify(options.property)} is no property: digits alone (Analytics › Admin › Property details)`,
    );
  const faults = [
    ...sourceFaults(),
    ...checkProperty(property).map((fault): Diagnostic => ({ severity: "error", ...fault })),
  ];
  if (faults.length > 0) {
    process.stderr.write(`${faults.map(formatDiagnostic).join("\n")}\n`);
    throw new CommandError("failed", "nothing was done: what is declared of the property has errors");
  }
  const client = connect({
    clientOptions: { transporterOptions: { fetchImplementation: boundedFetch() } },
    ...(options.endpoint === undefined ? {} : atServer(options.endpoint)),
  });
  try {
    await carryOut(client, action, options);
  } finally {
    await client.close();
  }
};

const carryOut = async (client: AdminClient, action: "plan" | "apply", options: Ga4Options): Promise<void> => {
  const parent = `properties/${options.property}`;
  await keysOf(client);
  const changes = changesOf(property, await answerOf(parent, readProperty(client, parent)));
  printResult(options.format === "json" ? `${JSON.stringify({ parent, changes }, undefined, 2)}\n` : toText(changes));
  const todo = changes.filter(({ change }) => change !== "left alone" && change !== "by hand");
  if (todo.length === 0) return;
  if (action === "plan" || options.yes !== true) {
    process.stderr.write("nothing was changed: npm run ga4 -- apply --property <digits> --yes does it\n");
    return;
  }
  for (const [index, change] of todo.entries()) {
    await answerOf(parent, apply(client, parent, change));
    process.stderr.write(`${index + 1} of ${todo.length}: ${lineOf(change)}\n`);
  }
};

const toText = (changes: readonly Change[]): string => {
  const lines = changes.length === 0 ? ["nothing to change"] : changes.map(lineOf);
  const funnel = property.funnel.map(({ step, eventName }) => `${step} (${eventName})`).join(" → ");
  return `${[...lines, `by hand, once: Explore › Funnel exploration: ${funnel}`].join("\n")}\n`;
};

const lineOf = (change: Change): string => {
  switch (change.change) {
    case "create key event":
      return `create key event ${change.wanted.eventName} (${change.wanted.countingMethod})`;
    case "update key event":
      return `update key event ${change.wanted.eventName}: ${change.was} → ${change.wanted.countingMethod}`;
    case "create custom dimension":
      return `create custom dimension ${change.wanted.parameterName} (${change.wanted.displayName})`;
    case "update custom dimension":
      return `update custom dimension ${change.wanted.parameterName}: ${change.was} → ${change.wanted.displayName}: ${change.wanted.description}`;
    case "left alone":
      return `left alone: ${change.what} is not declared here`;
    case "by hand":
      return `by hand: ${change.what}`;
  }
};

/** Plain HTTP, to a test's own server. */
const atServer = (endpoint: string): Parameters<typeof connect>[0] => {
  const { hostname, port } = new URL(endpoint);
  return { apiEndpoint: hostname, port: Number(port), protocol: "http" };
};

const reasonOf = (error: unknown): string =>
  error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unknown";

/** Nobody is asked yet: what is wrong is with the caller's keys. @throws CommandError */
const keysOf = async (client: AdminClient): Promise<void> => {
  try {
    await signIn(client);
  } catch (error) {
    throw new CommandError(
      "usage",
      `no credentials of Google's: run \`gcloud auth application-default login\` with the scope analytics.edit, or set GOOGLE_APPLICATION_CREDENTIALS (${reasonOf(error)})`,
    );
  }
};

/** What Google answers; why it could not be asked is one line. @throws CommandError */
const answerOf = async <T>(parent: string, answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw new CommandError("vendor", `${parent}: ${reasonOf(error)}`);
  }
};
