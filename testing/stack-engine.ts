import type { ConfigMap } from "@pulumi/pulumi/automation";
import { catalogue } from "../monitors/catalogue";
import { keyOf } from "../monitors/declaration/declaration";
import type { EnvironmentName } from "../monitors/model/environment-name";
import { count, percent } from "../monitors/model/quantity";
import type { Catalogue, ServiceDefinition, SignalDefinition } from "../monitors/model/signal";
import { datadog } from "../monitors/model/sources/datadog";
import { formatDiagnostic } from "../monitors/plan/diagnostic";
import { policies } from "../policies";
import { PROJECT } from "../monitors/model/configuration/table";
import { declareStack, type DeclaredStack } from "../infra/declare";
import {
  openEngine,
  runningStack,
  withEngine,
  type Engine,
  type EngineOptions,
  type OpenEngine,
  type Program,
} from "./engine/engine";
import { textOf } from "./engine/properties";
import type { StandInVendor } from "./engine/stand-in-vendor";
import { loadEnvironment } from "../infra/environment/load";
import { runProgram } from "../infra/program";
import { standInKeys } from "./stand-in-keys";
import { ROOT, stackConfiguration } from "./stack-configuration";

/** The project's own program on the real engine, with rows that a test chooses. */

const optionsOf = (name: EnvironmentName, config: ConfigMap): EngineOptions => ({
  stack: name,
  project: PROJECT,
  packages: ["aws", "datadog", "grafana", "newrelic", "pagerduty", "terraform-provider", "vercel"],
  config,
  saves: "at the end",
  invokes: {
    "pagerduty:index/getVendor:getVendor": (args) => ({
      id: `id of ${textOf(args, "name")}`,
      name: textOf(args, "name"),
      type: "v",
    }),
    "sentry:index/getOrganizationIntegration:getOrganizationIntegration": (args) => ({
      ...args,
      id: `id of ${textOf(args, "providerKey")} ${textOf(args, "name")}`,
    }),
    "sentry:index/getProjectErrorMonitor:getProjectErrorMonitor": (args) => ({
      ...args,
      id: `error monitor of ${textOf(args, "project")}`,
    }),
    "sentry:index/getKey:getKey": (args) => ({ ...args, dsnPublic: `dsn of ${textOf(args, "name")}` }),
    "sentry:index/getTeam:getTeam": (args) => ({ ...args, internalId: `id of team ${textOf(args, "slug")}` }),
  },
});

type Body = (engine: Engine, vendor: StandInVendor) => Promise<void>;

export const withStack = (
  name: EnvironmentName,
  body: Body,
  config: ConfigMap = stackConfiguration(name),
): Promise<void> => withEngine(optionsOf(name, config), body);

type SharedBody<Made> = (engine: Engine, vendor: StandInVendor, made: Made) => Promise<void> | void;

/**
 * A stack that a suite makes once. Each test finds it as it was made, whatever the one before has changed, and what the making
 * said.
 */
export const sharedStack = <Made>(
  name: EnvironmentName,
  make: (engine: Engine) => Promise<Made>,
  config: ConfigMap = stackConfiguration(name),
): ((body: SharedBody<Made>) => () => Promise<void>) => {
  let opened: OpenEngine | undefined;
  let again: (body: SharedBody<Made>) => Promise<void> = () => Promise.reject(new Error(`no stack ${name} was made`));
  beforeAll(async () => {
    opened = await openEngine(optionsOf(name, config));
    const { engine, vendor, keep } = opened;
    const made = await make(engine);
    const restore = keep();
    again = async (body) => {
      restore();
      await body(engine, vendor, made);
    };
  });
  afterAll(() => {
    opened?.close();
  });
  return (body) => () => again(body);
};

export const programOf =
  (rows: Catalogue, keys?: Readonly<Record<string, string>>): Program =>
  () => {
    runProgram(ROOT, rows, keys ?? standInKeys(runningStack()));
  };

const declared = (name: EnvironmentName, rows: Catalogue): DeclaredStack => {
  const { environment } = loadEnvironment(ROOT, name);
  if (environment === undefined) throw new Error(`the configuration of ${name} has a fault`);
  return declareStack(rows, policies, environment);
};

/** Type and name of everything that the plan lists for these rows. */
export const listed = (name: EnvironmentName, rows: Catalogue): readonly string[] =>
  declared(name, rows).declarations.map(keyOf).toSorted();

/** What the plan says of these rows, in the engine's one message; none where it has nothing to say. */
export const said = (name: EnvironmentName, rows: Catalogue): readonly string[] => {
  const { diagnostics } = declared(name, rows);
  return diagnostics.length === 0 ? [] : [diagnostics.map(formatDiagnostic).join("\n")];
};

/** A row that reads logs: none of the catalogue's does yet. */
const logRow: SignalDefinition = {
  kind: "error_ratio",
  title: "Failed log lines",
  impact: "Something fails.",
  firstAction: "Look.",
  critical: { at: percent(5), priority: "P2" },
  minimumTraffic: count(10),
  missingData: "ok",
  source: datadog.logRatio({ part: "status:error", whole: "*", feed: "test" }),
  runbook: "api/error-rate.md",
};

/** A row of each vendor and of most kinds, and one objective, so that a run takes seconds: what is true of them is true of their like. */
const CUT: Readonly<Record<string, readonly string[]>> = {
  storefront: ["tap_failures", "error_rate", "new_error"],
  api: ["availability", "response_time", "error_rate"],
  database: ["reachable", "query_time", "disk_full_soon"],
  infrastructure: ["cpu"],
  orders: ["revenue"],
  security: ["upload_violations"],
  monitoring: ["heartbeat"],
  edge: ["cdn_error_rate", "dns_resolution"],
};

const pick = (
  { objectives = {}, ...service }: ServiceDefinition,
  keys: readonly string[],
  kept: readonly string[],
): ServiceDefinition => ({
  ...service,
  objectives: Object.fromEntries(Object.entries(objectives).filter(([key]) => kept.includes(key))),
  signals: Object.fromEntries(Object.entries(service.signals).filter(([key]) => keys.includes(key))),
});

const rowsOf = (kept: Readonly<Record<string, readonly string[]>>, objectives: readonly string[] = []): Catalogue => ({
  services: Object.fromEntries(
    Object.entries(catalogue.services).flatMap(([key, service]) => {
      const keys = kept[key];
      return keys === undefined ? [] : [[key, pick(service, keys, objectives)]];
    }),
  ),
  emission: { ...catalogue.emission, "datadog:logs/test": { by: "built-in", who: "a test", status: "here" } },
});

export const cut: Catalogue = rowsOf(CUT, ["availability_slo"]);

/** Hardly more than what stands without rows, which is of every vendor: for what is as true of few resources as of many. */
export const few: Catalogue = rowsOf({
  storefront: ["error_rate"],
  infrastructure: ["cpu"],
  database: ["query_time"],
  // Rows over scraped metrics want somebody to tell of the scrape.
  monitoring: ["heartbeat"],
});

const withSignals = (rows: Catalogue, service: string, signals: ServiceDefinition["signals"]): Catalogue => {
  const definition = rows.services[service];
  if (definition === undefined) throw new Error(`no service ${service}`);
  return { ...rows, services: { ...rows.services, [service]: { ...definition, signals } } };
};

const signalsOf = ({ services }: Catalogue, service: string): Readonly<Record<string, SignalDefinition>> =>
  services[service]?.signals ?? {};

/** The rows with one of them changed. */
export const change = (
  rows: Catalogue,
  service: string,
  key: string,
  edit: (row: SignalDefinition) => SignalDefinition,
): Catalogue =>
  withSignals(
    rows,
    service,
    Object.fromEntries(
      Object.entries(signalsOf(rows, service)).map(([each, row]) => [each, each === key ? edit(row) : row]),
    ),
  );

export const remove = (rows: Catalogue, service: string, key: string): Catalogue =>
  withSignals(
    rows,
    service,
    Object.fromEntries(Object.entries(signalsOf(rows, service)).filter(([each]) => each !== key)),
  );

/** The same rows, the last of each file first, and the files the other way round. */
export const reverse = (rows: Catalogue): Catalogue => ({
  ...rows,
  services: Object.fromEntries(
    Object.entries(rows.services)
      .toReversed()
      .map(([key, service]) => [
        key,
        { ...service, signals: Object.fromEntries(Object.entries(service.signals).toReversed()) },
      ]),
  ),
});

export const withLogRow = (rows: Catalogue, place: "first" | "last"): Catalogue => {
  const others = signalsOf(rows, "api");
  return withSignals(
    rows,
    "api",
    place === "first" ? { failed_lines: logRow, ...others } : { ...others, failed_lines: logRow },
  );
};
