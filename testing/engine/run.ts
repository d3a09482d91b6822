import type { DiagnosticEvent, EngineEvent, OpMap, OpType, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What one run of the engine did, collected from its events. */

/** One resource's part of a run. The stack itself and the providers are left out. */
export interface Step {
  readonly op: OpType;
  readonly type: string;
  readonly name: string;
}

export interface Message {
  readonly severity: "info" | "info#err" | "warning" | "error";
  readonly text: string;
  /** Undefined when it is about the run as a whole. */
  readonly urn: string | undefined;
}

export interface Run {
  /** How many resources had which operation, the stack and the providers included; empty of a run that did not end well. */
  readonly changes: OpMap;
  /** What was done, or in a preview would be, in order. */
  readonly steps: readonly Step[];
  /** What was tried and refused. */
  readonly failures: readonly Step[];
  readonly messages: readonly Message[];
  readonly seconds: number;
}

export class RunRecorder {
  readonly #events: EngineEvent[] = [];
  readonly #start = performance.now();

  readonly record = (event: EngineEvent): void => {
    this.#events.push(event);
  };

  finish(): Run {
    return {
      changes: this.#events.find(({ summaryEvent }) => summaryEvent)?.summaryEvent?.resourceChanges ?? {},
      steps: stepsOf(this.#events.map(({ resOutputsEvent }) => resOutputsEvent?.metadata)),
      failures: stepsOf(this.#events.map(({ resOpFailedEvent }) => resOpFailedEvent?.metadata)),
      messages: this.#events.flatMap(({ diagnosticEvent }) => messageOf(diagnosticEvent)),
      seconds: (performance.now() - this.#start) / 1000,
    };
  }
}

/** A component, and in a preview the stack, has an event when it is registered and one for its outputs. */
const stepsOf = (events: readonly (StepEventMetadata | undefined)[]): readonly Step[] => {
  const steps = events
    .filter((event) => event !== undefined)
    .filter(({ type }) => !type.startsWith("pulumi:"))
    .map(({ op, type, urn }): [string, Step] => [
      `${op} ${urn}`,
      { op, type, name: urn.split("::").slice(3).join("::") },
    ]);
  return [...new Map(steps).values()];
};

/** Debug messages come along unasked and hold secrets in clear. The engine marks colours as `<{%fg 1%}>`. */
const messageOf = (event: DiagnosticEvent | undefined): readonly Message[] => {
  if (event === undefined || !isSeverity(event.severity)) return [];
  return [{ severity: event.severity, text: event.message.replaceAll(/<\{%.*?%\}>/g, "").trim(), urn: event.urn }];
};

/** The SDK's type leaves "debug" out. */
const isSeverity = (severity: string): severity is Message["severity"] => severity !== "debug";
