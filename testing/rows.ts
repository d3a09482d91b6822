import { catalogue } from "../monitors/catalogue";
import type { Priority } from "../monitors/model/priority";
import { milliseconds, seconds, type Dimension, type Quantity } from "../monitors/model/quantity";
import type { Catalogue, MeasureDefinition, SignalDefinition } from "../monitors/model/signal";
import { datadog } from "../monitors/model/sources/datadog";

/** Rows in memory: of these a test makes a catalogue with one fault, or one number, of its own. */

/** What every row has and no fault is about. */
export const text = {
  title: "Example",
  impact: "Something is slow.",
  firstAction: "Look.",
  runbook: "api/response-time.md",
} as const satisfies Pick<SignalDefinition, "title" | "impact" | "firstAction" | "runbook">;

/** A level. Beside a spread row the compiler widens a priority that is written in place to a string. */
export const level = <D extends Dimension>(at: Quantity<D>, priority: Priority) => ({ at, priority }) as const;

export const latencyRow = {
  ...text,
  kind: "latency",
  statistic: "p95",
  warning: { at: milliseconds(500), priority: "P3" },
  critical: { at: seconds(2), priority: "P2" },
  missingData: "ok",
  source: datadog.spans({ service: "driplo-api", kind: "server" }),
} as const satisfies SignalDefinition;

/** A catalogue of the service `api` with these rows alone. */
export const catalogueOf = (signals: Readonly<Record<string, SignalDefinition>>): Catalogue => ({
  services: { api: { title: "API", owner: "platform", signals } },
  emission: catalogue.emission,
});

/** The catalogue with one measure edited: that of the key, or the row itself where it has only one. */
export const editMeasure = (
  rows: Catalogue,
  signalId: string,
  measureKey: string,
  edit: (measure: MeasureDefinition) => MeasureDefinition,
): Catalogue => {
  const [service = "", key = ""] = signalId.split(".");
  const definition = rows.services[service];
  const signal = definition?.signals[key];
  if (definition === undefined || signal === undefined) throw new Error(`no row ${signalId}`);
  const signals = { ...definition.signals, [key]: editSignal(signal, measureKey, edit) };
  return { ...rows, services: { ...rows.services, [service]: { ...definition, signals } } };
};

const editSignal = (
  signal: SignalDefinition,
  measureKey: string,
  edit: (measure: MeasureDefinition) => MeasureDefinition,
): SignalDefinition => {
  if (signal.measures === undefined) {
    const { title, impact, firstAction, runbook } = signal;
    return { ...edit(signal), title, impact, firstAction, runbook };
  }
  const measure = signal.measures[measureKey];
  if (measure === undefined) throw new Error(`no measure ${measureKey}`);
  return { ...signal, measures: { ...signal.measures, [measureKey]: edit(measure) } };
};
