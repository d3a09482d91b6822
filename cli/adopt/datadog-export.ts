import { z } from "zod";
import type { Document } from "../shared/document";
import { readItems } from "../quality/rows";
import { readQuery, wordVariables, type NamedQuery } from "./datadog-query";
import { stateOf, timingOf } from "./datadog-timing";
import { firstOfEach, numberFrom, plainText, type Existing, type Export } from "./watcher";

/** `GET /api/v1/monitor` (https://docs.datadoghq.com/api/latest/monitors/, Get all monitors): a list, or pages of it. */
export const readMonitors = (document: Document): Export | { readonly unreadable: readonly string[] } => {
  if (document.form === "unreadable") return { unreadable: document.faults };
  if (document.form === "table") return { unreadable: ["is no JSON"] };
  if (search.safeParse(document.content).success)
    return {
      unreadable: ["is an answer of GET /api/v1/monitor/search, which leaves thresholds out: take GET /api/v1/monitor"],
    };
  const pages = z.array(z.unknown()).safeParse(document.content).data;
  if (pages === undefined) return { unreadable: ["is no list of monitors, as GET /api/v1/monitor answers"] };
  const found = pages.flatMap((page) => (Array.isArray(page) ? page.map((item: unknown) => item) : [page]));
  const items = found.map((value, index) => ({ place: `monitor ${index + 1}`, value }));
  const { rows, faults } = readItems(items, monitor, ({ id }) => `id ${id}`);
  return { items: firstOfEach(rows, ({ id }) => id).map(toExisting), faults };
};

const search = z.looseObject({ monitors: z.array(z.unknown()), metadata: z.unknown() });

const number = z.union([z.number(), z.string()]).nullish();

/** What of a formula's query is compared; whatever else is there stays out. */
const eventQuery = z
  .looseObject({
    name: z.string(),
    data_source: z.string(),
    search: z.looseObject({ query: z.string().default("") }).nullish(),
    indexes: z.array(z.string()).nullish(),
    compute: z.looseObject({ aggregation: z.string(), metric: z.string().nullish() }).nullish(),
    group_by: z.array(z.looseObject({ facet: z.string() })).nullish(),
  })
  .transform(({ name, data_source: data, search: searched, indexes, compute, group_by: groups }): NamedQuery => ({
    name,
    data,
    search: searched?.query ?? "",
    indexes: indexes ?? [],
    computes: compute ? [{ aggregation: compute.aggregation, metric: compute.metric ?? "" }] : [],
    groups: (groups ?? []).map(({ facet }) => facet),
  }));

/** Fields as Datadog's own clients have them (DataDog/datadog-api-client-typescript, v1 Monitor and MonitorOptions). */
const fields = {
  id: z.union([z.number().int(), z.string().regex(/^\d+$/)], "is missing, or no number").transform(String),
  name: z.string().nullish(),
  type: z.string("is missing").trim().min(1, "is empty"),
  query: z.string("is missing").trim().min(1, "is empty"),
  message: z.string().nullish(),
  tags: z.array(z.string()).nullish(),
  priority: z.number().nullish(),
  draft_status: z.string().nullish(),
  matching_downtimes: z.array(z.looseObject({ scope: z.array(z.string()).nullish() })).nullish(),
  options: z
    .looseObject({
      thresholds: z.looseObject({ critical: number, warning: number, critical_recovery: number }).nullish(),
      notify_no_data: z.boolean().nullish(),
      no_data_timeframe: z.number().nullish(),
      on_missing_data: z.string().nullish(),
      require_full_window: z.boolean().nullish(),
      evaluation_delay: z.number().nullish(),
      new_group_delay: z.number().nullish(),
      timeout_h: z.number().nullish(),
      silenced: z.record(z.string(), z.unknown()).nullish(),
      scheduling_options: z.looseObject({}).nullish(),
      variables: z.array(z.unknown()).nullish(),
    })
    .nullish(),
};

const monitor = z.looseObject(fields, "is no monitor");

/** MonitorType, the same clients. `slo alert` and `composite` hold other things against each other. */
const known: ReadonlySet<string> = new Set([
  ...["metric alert", "query alert", "log alert", "rum alert", "event-v2 alert", "trace-analytics alert"],
  ...["composite", "event alert", "process alert", "service check", "synthetics alert", "slo alert", "audit alert"],
  ...["ci-pipelines alert", "ci-tests alert", "error-tracking alert", "database-monitoring alert", "cost alert"],
  ...["network-performance alert", "data-quality alert", "network-path alert", "data-jobs alert"],
  "llm-observability alert",
]);

const toExisting = (row: z.output<typeof monitor>): Existing => {
  const { id, type, query, options } = row;
  const message = row.message ?? "";
  const variables = z.array(eventQuery).safeParse(options?.variables ?? []);
  const condition = variables.success ? readQuery(type, query, wordVariables(variables.data)) : undefined;
  return {
    vendor: "datadog",
    form: "monitor",
    type: monitorType(type),
    ...{ id, name: plainText(row.name ?? "") },
    parts: condition?.parts,
    subject: condition?.subject,
    threshold: condition?.threshold,
    whole: condition?.whole ?? false,
    warning: numberFrom(options?.thresholds?.warning),
    window: condition?.window ?? "",
    comparison: condition?.operator ?? "",
    missingData: options?.on_missing_data ?? silence(monitorType(type), options?.notify_no_data === true),
    priority: row.priority ? String(row.priority) : undefined,
    told: row.tags ?? [],
    handles: [...new Set((message.match(HANDLE) ?? []).map(withoutEnd).filter((handle) => handle !== ""))],
    message: wordMessage(message),
    region: undefined,
    accountId: undefined,
    unit: undefined,
    state: stateOf(row),
    timing: timingOf(
      {
        fullWindow: options?.require_full_window,
        evaluationDelay: options?.evaluation_delay,
        recovery: numberFrom(options?.thresholds?.critical_recovery),
        newGroupDelay: options?.new_group_delay,
        notifyNoData: monitorType(type) === "query alert" && options?.notify_no_data === true,
        noDataTimeframe: options?.no_data_timeframe,
        endsAfterHours: options?.timeout_h,
      },
      condition,
    ),
    asks: known.has(type)
      ? { of: "datadog", type, condition }
      : { not: `${JSON.stringify(plainText(type))} is no type of monitor that is known here` },
  };
};

/** Monitors of events have `on_missing_data`, whose default is "default"; others `notify_no_data` alone (MonitorOptions, the same clients). */
const silence = (type: string, told: boolean): string => {
  if (type === "query alert") return told ? "notify_no_data" : "no notice";
  return told ? "show_and_notify_no_data" : "default";
};

/** Datadog takes the two for one (DataDog/terraform-provider-datadog, datadog/resource_datadog_monitor.go, type). */
export const monitorType = (type: string): string => (type === "metric alert" ? "query alert" : type);

/** With what may follow it: one that had to end with a letter would look for its end again and again in a row of dots. */
const HANDLE = /(?<![\w@])@[\w.@+-]+/g;

/** The point of its sentence is none of it. */
const withoutEnd = (handle: string): string => handle.replace(/\W+$/, "");

/** What is left for people: no conditions, no variables, no handles. */
export const wordMessage = (message: string): string =>
  plainText(
    message
      .replaceAll(/\{\{[^{}]*\}\}/g, " ")
      .replaceAll(HANDLE, (handle) => ` ${handle.slice(withoutEnd(handle).length)}`),
  );
