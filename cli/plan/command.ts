import { stringify } from "safe-stable-stringify";
import type { Command } from "commander";
import type { DeclaredStack } from "../../infra/declare";
import { hasErrors } from "../../monitors/plan/diagnostic";
import { estimateCost } from "./cost/estimate";
import { toCostJson, toCostText } from "./cost/words";
import { toEmittersJson, toEmittersText } from "./emitters";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { declareForReader, environmentsOf } from "../shared/load";
import { paintFor, printable } from "../shared/paint";
import { toMessagesJson, toMessagesText } from "./messages/words";
import { toPlanJson } from "./json";
import { toPlanText } from "./text";
import { toRoutesJson, toRoutesText } from "./routes";
import { endLater } from "../shared/exit";
import { printResult } from "../shared/print";
import type { View } from "./view";

export interface PlanOptions {
  readonly environment: string;
  readonly format: "text" | "json";
  readonly routes?: true;
  readonly declarations?: true;
  readonly onCall?: true | string;
  readonly cost?: true;
  readonly emitters?: true;
  readonly messages?: true;
}

/**
 * Prints the plan, or the view of it that is asked for, and sets the exit code: 1 where any environment has an error.
 *
 * @throws CommanderError where the day is none, or two views are asked for
 */
export const planCommand = async (options: PlanOptions, command: Command): Promise<void> => {
  const { environment, format } = options;
  const { json, text } = await viewOf(options, command);
  const declared = environmentsOf(environment).map((name) => declareForReader(repositoryRoot(), name));
  printResult(printable(format === "json" ? `${toJson(declared.map(json))}\n` : declared.map(text).join("\n")));
  if (declared.some(({ diagnostics }) => hasErrors(diagnostics))) endLater("failed");
};

const viewOf = async (
  { routes, onCall, cost, emitters, messages, declarations }: PlanOptions,
  command: Command,
): Promise<View> => {
  if (messages === true) {
    if (routes === true || onCall !== undefined || cost === true || emitters === true)
      command.error("error: --messages is a view of its own; ask for one");
    return messagesView;
  }
  if (emitters === true) {
    if (routes === true || onCall !== undefined || cost === true)
      command.error("error: --emitters is a view of its own; ask for one");
    return emittersView;
  }
  if (cost === true) {
    if (routes === true || onCall !== undefined) command.error("error: --cost is a view of its own; ask for one");
    return costView;
  }
  if (onCall === undefined) return routes === true ? routesView : planView(declarations === true);
  if (routes === true) command.error("error: --routes and --on-call are two views; ask for one");
  // Dates take a library that the plan itself does without.
  const { onCallView } = await import("./on-call");
  return onCallView(onCall, command);
};

const planView = (whole: boolean): View => ({
  json: (declared) => toPlanJson(declared, declared.rows.policies, declared.rows.catalogue.emission, whole),
  text: (declared) =>
    toPlanText(declared, declared.rows.policies, declared.rows.catalogue.emission, paintFor(process.stdout)),
});

const emittersView: View = {
  json: (declared) => toEmittersJson(declared, declared.rows.catalogue.emission),
  text: (declared) => toEmittersText(declared, declared.rows.catalogue.emission, paintFor(process.stdout)),
};

const messagesView: View = {
  json: toMessagesJson,
  text: (declared) => toMessagesText(declared, paintFor(process.stdout)),
};

const costView: View = {
  json: (declared) => toCostJson(declared.plan.environment, estimateCost(asData(declared))),
  text: (declared) => toCostText(declared.plan.environment, estimateCost(asData(declared))),
};

/** As the plan prints them, and a review reads them: the two must not differ about a price. */
const asData = ({ declarations }: DeclaredStack) =>
  declarations.map(({ vendor, type, args }) => ({ vendor, type, args: Object.fromEntries(Object.entries(args)) }));

const routesView: View = {
  json: toRoutesJson,
  text: (declared) => toRoutesText(declared, paintFor(process.stdout)),
};

/** One environment as an object, several as a list; keys sorted, so that two runs are the same to the byte. */
const toJson = (plans: readonly unknown[]): string => stringify(plans.length === 1 ? plans[0] : plans, null, 2) ?? "";
