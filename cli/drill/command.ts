import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { stringify } from "safe-stable-stringify";
import type { EnvironmentName } from "../../monitors/model/environment-name";
import type { LevelName } from "../../monitors/model/level";
import { listWords } from "../../monitors/model/list-words";
import { formatWindow } from "../../monitors/model/quantity";
import type { Route } from "../../monitors/model/route";
import { policies } from "../../policies";
import { findDrilled, type Drilled } from "./find";
import { drillKeyOf, drillRequests, notDrilled, receivers, type DrillRequest, type Receiver } from "./requests";
import { isAnswered, pagerDutyHosts, send, type Sent, type Wire } from "./send";
import { toDrillText, type DrillReport } from "./text";
import { rungsToWalk, TOKEN, walkLadder } from "./walk";
import { repositoryRoot } from "../../infra/environment/repository-root";
import { pagerDutyApis } from "../pagerduty/pagerduty";
import { stackFor } from "../shared/load";
import { addressFault } from "../shared/variables";
import { endLater } from "../shared/exit";
import { printResult } from "../shared/print";

export interface DrillOptions {
  readonly environment: EnvironmentName;
  readonly level: LevelName;
  readonly format: "text" | "json";
  /** For each attempt, in seconds. */
  readonly timeout: number;
  readonly dryRun?: true;
  readonly resolve?: string;
  readonly yesPagePeople?: true;
}

/** Names PagerDuty's address where it is another than the vendor's own. */
const HOST = "DRIPLO_DRILL_PAGERDUTY_HOST";

/** The same of PagerDuty's REST API, which a walk up the ladder asks. */
const API = "DRIPLO_DRILL_PAGERDUTY_API";

/** Sends a marked test event down the way of an alert, and walks a ladder that does not climb by itself. What is refused has failed; who is not reached could not be asked. */
export const drillCommand = async (id: string, options: DrillOptions, command: Command): Promise<void> => {
  const { plan, environment } = stackFor(repositoryRoot(), options.environment, "sound");
  const drilled = findDrilled(plan, id, options.level);
  if (typeof drilled === "string") return command.error(`error: ${drilled}`);
  const key = keyOf(drilled, options, command);
  const route = plan.routes[drilled.level.priority];
  const event = options.resolve === undefined ? "trigger" : "resolve";
  const requests = drillRequests(drilled, route, environment, key, event);
  const rungs = event === "trigger" ? rungsToWalk(route) : 0;
  const report = { ...describe(drilled, route, options), key, rungs, requests: requests.map(masked) };
  if (options.dryRun === true) {
    print(report, options);
    return;
  }
  if (options.environment === "prod" && event === "trigger" && options.yesPagePeople !== true)
    return command.error("error: a drill in prod rings real phones; say --yes-page-people, or look with --dry-run");
  const timeout = options.timeout * 1_000;
  const secrets = readSecrets(requests, rungs > 0, command);
  const region = environment.pagerduty?.serviceRegion ?? "us";
  const host = addressOf(HOST, pagerDutyHosts[region], command);
  const api = addressOf(API, pagerDutyApis[region], command);
  const sent = await sendAll(requests, secrets, { pagerDuty: host, timeout });
  const opened = sent.some(({ to, accepted }) => to === "PagerDuty" && accepted);
  const walk =
    rungs > 0 && opened
      ? await walkLadder(key, rungs, { host: api, token: process.env[TOKEN] ?? "", from: environment.email, timeout })
      : undefined;
  print({ ...report, sent, ...(walk === undefined ? {} : { walk }) }, options);
  for (const each of [...sent, ...(walk === undefined ? [] : [walk])])
    if (!each.accepted) endLater(isAnswered(each) ? "failed" : "vendor");
};

const addressOf = (variable: string, otherwise: string, command: Command): string => {
  const address = process.env[variable] ?? otherwise;
  const fault = addressFault(address);
  return fault === undefined ? address : command.error(`error: ${variable} ${fault}`);
};

/** A new key, or the one to end: only a drill's, and only of this level, so that no real incident is ended by it. */
const keyOf = (drilled: Drilled, { resolve }: DrillOptions, command: Command): string => {
  if (resolve === undefined) return drillKeyOf(drilled, randomUUID());
  return resolve.startsWith(drillKeyOf(drilled, ""))
    ? resolve
    : command.error(`error: --resolve takes the key that a drill of ${drilled.level.name} has printed`);
};

const describe = (
  { level }: Drilled,
  route: Route,
  { environment, resolve }: DrillOptions,
): Omit<DrillReport, "key" | "requests" | "rungs"> => ({
  environment,
  level: level.name,
  priority: level.priority,
  event: resolve === undefined ? "trigger" : "resolve",
  told: route.steps.map(({ after, rung, channels }) => ({
    after: formatWindow(after),
    who: policies.rungs[rung].who,
    channels: [...channels],
  })),
  notDrilled: notDrilled(route),
});

const masked = ({ to, at, body }: DrillRequest) => ({ to, at, key: `<${receivers[to]}>`, body });

/** Keys and addresses by who they are for; every fault of them at once, and never their value. */
const readSecrets = (
  requests: readonly DrillRequest[],
  walks: boolean,
  command: Command,
): ReadonlyMap<Receiver, string> => {
  const found = requests.map(({ to }) => [to, process.env[receivers[to]] ?? ""] as const);
  const missing = [
    ...found.filter(([, value]) => value === "").map(([to]) => receivers[to]),
    ...(walks && (process.env[TOKEN] ?? "") === "" ? [TOKEN] : []),
  ];
  const fault = addressFault(found.find(([to]) => to === "Slack")?.[1] ?? "");
  if (missing.length > 0)
    return command.error(
      `error: ${listWords(missing)} must be set: keys come from the environment, and never from arguments`,
    );
  if (fault !== undefined && found.some(([to]) => to === "Slack"))
    return command.error(`error: ${receivers.Slack} ${fault}`);
  return new Map(found);
};

const sendAll = async (
  requests: readonly DrillRequest[],
  secrets: ReadonlyMap<Receiver, string>,
  wire: Omit<Wire, "onProgress">,
): Promise<readonly Sent[]> => {
  const onProgress = (text: string): void => {
    if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
  };
  const sent: Sent[] = [];
  for (const request of requests) {
    onProgress(`${request.to} …`);
    sent.push(await send(request, secrets.get(request.to) ?? "", { ...wire, onProgress }));
  }
  return sent;
};

const print = (report: DrillReport, { format }: DrillOptions): void => {
  const data: object = { version: 1, ...report };
  printResult(format === "json" ? `${stringify(data, null, 2)}\n` : toDrillText(report));
};
