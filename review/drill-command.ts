import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { closest, distance } from "fastest-levenshtein";
import { stringify } from "safe-stable-stringify";
import { loadEnvironment } from "../infra/environment";
import type { Environment, EnvironmentName } from "../monitors/model/environment";
import type { LevelName } from "../monitors/model/level";
import type { MonitoringPlan } from "../monitors/plan/plan";
import { drillRequests, resolveRequest, type Drilled, type DrillRequest } from "./drill/requests";
import { hostsOf, send, type Sent } from "./drill/send";
import { declareEnvironment, repositoryRoot } from "./load";

export interface DrillOptions {
  readonly environment: EnvironmentName;
  readonly level: LevelName;
  readonly format: "text" | "json";
  readonly dryRun?: true;
  readonly resolve?: string;
  readonly yesPagePeople?: true;
}

/** Sends a marked test event down the way of an alert; 1 where something was not accepted. */
export const drillCommand = async (id: string, options: DrillOptions, command: Command): Promise<void> => {
  const root = repositoryRoot();
  const { plan } = declareEnvironment(root, options.environment);
  const { environment } = loadEnvironment(root, options.environment);
  if (environment === undefined)
    return command.error(`error: Pulumi.${options.environment}.yaml has a fault; npm run plan says which`);
  const drilled = find(plan, id, options.level, command);
  const route = plan.routes[drilled.level.priority];
  if (options.environment === "prod" && options.dryRun !== true && options.yesPagePeople !== true)
    return command.error("error: a drill in prod rings real phones; say --yes-page-people, or look with --dry-run");
  const key = options.resolve ?? `drill-${randomUUID()}`;
  const requests =
    options.resolve === undefined ? drillRequests(drilled, route, environment, key) : [resolveRequest(key)];
  if (options.dryRun === true) {
    print(options, { wouldSend: requests.map(masked) }, requests.map(dryLine));
    return;
  }
  const secrets = readSecrets(requests, command);
  const sent = await sendAll(requests, secrets, environment);
  const opened = sent.some(({ to, accepted }) => to === "PagerDuty" && accepted) && options.resolve === undefined;
  print(options, { signal: drilled.signal.id, level: drilled.level.level, key, sent }, [
    ...sent.map(({ to, said }) => `${to}: ${said}`),
    ...(opened ? [`ends with: npm run drill -- ${id} --environment ${options.environment} --resolve ${key}`] : []),
  ]);
  if (sent.some(({ accepted }) => !accepted)) process.exitCode = 1;
};

/** A signal's id, or a measure's: `payments.payout_failures.late`. */
const find = (plan: MonitoringPlan, id: string, level: LevelName, command: Command): Drilled => {
  const all = plan.signals.flatMap((signal) => signal.measures.map((measure) => ({ signal, measure })));
  const found = all.find(({ signal, measure }) => measure.name === id || signal.id === id);
  if (found === undefined) {
    const near = closest(
      id,
      all.map(({ measure }) => measure.name),
    );
    return command.error(
      `error: there is no signal ${id}${distance(id, near) <= NEAR ? `; did you mean ${near}?` : "; npm run plan lists them"}`,
    );
  }
  const planned = found.measure.levels.find((each) => each.level === level) ?? found.measure.levels.at(-1);
  return planned === undefined ? command.error(`error: ${id} has no level`) : { ...found, level: planned };
};

/** Letters that a mistyped id may be off by. */
const NEAR = 8;

const readSecrets = (requests: readonly DrillRequest[], command: Command): ReadonlyMap<string, string> => {
  const found = new Map(requests.map(({ secret }) => [secret, process.env[secret] ?? ""] as const));
  const missing = [...found].filter(([, value]) => value === "").map(([name]) => name);
  return missing.length === 0
    ? found
    : command.error(
        `error: ${missing.join(" and ")} must be set: keys come from the environment, and never from arguments`,
      );
};

const sendAll = async (
  requests: readonly DrillRequest[],
  secrets: ReadonlyMap<string, string>,
  { pagerduty }: Environment,
): Promise<readonly Sent[]> => {
  const hosts = hostsOf(pagerduty?.serviceRegion ?? "us", process.env["DRIPLO_DRILL_PAGERDUTY_HOST"]);
  const timeout = process.env["DRIPLO_DRILL_TIMEOUT_MS"];
  const sent: Sent[] = [];
  for (const request of requests) {
    if (process.stderr.isTTY) process.stderr.write(`${request.to} …\n`);
    sent.push(
      await send(
        request,
        secrets.get(request.secret) ?? "",
        hosts,
        timeout === undefined ? undefined : Number(timeout),
      ),
    );
  }
  return sent;
};

const masked = ({ to, secret, body }: DrillRequest) => ({ to, key: `<${secret}>`, body });

const dryLine = (request: DrillRequest): string => `would send ${stringify(masked(request), null, 2)}`;

const print = ({ format }: DrillOptions, data: object, lines: readonly string[]): void => {
  process.stdout.write(`${format === "json" ? stringify(data, null, 2) : lines.join("\n")}\n`);
};
