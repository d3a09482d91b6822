import type { AnalyticsEvent, AnalyticsParameter, ResultStep } from "../../monitors/model/analytics";
import type { BrowserAction, BrowserVital } from "../../monitors/model/sources/browser";
import type { VariableName, Variables } from "./variables";

/** What a visitor is asked, one by one. Nothing is sent or stored for a purpose that was not granted. */
export type Purpose = "measurement" | "analytics" | "replay";

export type Consent = Readonly<Record<Purpose, boolean>>;

/** Of the device and its network, as coarse as the browser has it. */
export interface Visit {
  readonly network: string;
  /** GiB, in the steps of Navigator.deviceMemory. */
  readonly memory: number | undefined;
  /** Whether the shop runs as an installed app. */
  readonly installed: boolean;
  /** Whether this browser was here on an earlier day, and consented. */
  readonly returning: boolean;
}

export type Context = Readonly<Record<string, string | number | boolean | undefined>>;

/** Parameters of an event for analytics: those that the property keeps, and what Google asks of a purchase. */
export type Parameters = Readonly<
  Partial<
    Record<Exclude<AnalyticsParameter, "results" | "network" | "installed">, string> & {
      results: ResultStep;
      transaction_id: string;
      currency: string;
      value: number;
    }
  >
>;

/** A system that is told. It takes what it has a use for. */
export interface Sink {
  readonly action?: (name: BrowserAction, outcome: string, context: Context) => void;
  readonly duration?: (name: BrowserVital, startTime: number, duration: number) => void;
  readonly event?: (name: AnalyticsEvent, parameters: Parameters) => void;
  /** An error that broke something, where our own code caught it. */
  readonly error?: (error: unknown, where: string) => void;
  readonly page?: (path: string) => void;
  /** A pseudonym: the same for the same person, and no way back. */
  readonly user?: (id: string) => void;
  /** Told when a consent is taken back, and when it is given again. */
  readonly allow?: (granted: boolean) => void;
}

export interface Adapter {
  readonly purpose: Purpose;
  /** Loads the vendor's SDK and starts it: called once, when its purpose is granted. */
  readonly start: (visit: Visit) => Sink | Promise<Sink>;
}

/** How a vendor's SDK is had: `() => import("@datadog/browser-rum").then(({ datadogRum }) => datadogRum)`. */
export type Load<Sdk> = () => Sdk | Promise<Sdk>;

/** Whether all are set. The console names one that is not: its system is off. */
export const areSet = <N extends VariableName>(
  variables: Variables,
  ...names: readonly N[]
): variables is Variables & Readonly<Record<N, string>> =>
  names.every((name) => {
    const isSet = Boolean(variables[name]);
    if (!isSet) console.warn(`instrumentation: ${name} is not set`);
    return isSet;
  });

/** Whether this page load is among the sampled ones. */
export const isSampled = (percent = "100"): boolean => Math.random() * 100 < Number(percent);
