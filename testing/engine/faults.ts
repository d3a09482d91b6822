/** What can go wrong between the engine and a vendor, set by a test for chosen calls. */

/** A call as the vendor saw it. Previewed creates and updates are calls of their own, so that a count of creates is one. */
export type Method =
  "check" | "diff" | "create" | "create preview" | "read" | "update" | "update preview" | "delete" | "invoke";

export interface Call {
  readonly method: Method;
  /** The resource's type; of an invoke, the function's token. */
  readonly type: string;
  /** The resource's logical name; empty for an invoke. */
  readonly name: string;
  readonly urn: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export type Fault =
  /** Done at once, answered after so many milliseconds. */
  | { readonly kind: "late"; readonly by: number }
  /** Done at once, answered when the faults are cleared: in flight for as long as a test needs it to be. */
  | { readonly kind: "held" }
  /** Refused with 429, as left over when a provider has given up retrying. */
  | { readonly kind: "throttled" }
  /** Refused with 500. */
  | { readonly kind: "server error" }
  /** Not done: every provider's connection breaks, and stays broken for this run of the engine. */
  | { readonly kind: "dies" }
  /** Done, and then as `dies`. */
  | { readonly kind: "answer lost" };

export interface FaultOrder {
  readonly fault: Fault;
  readonly on: (call: Call) => boolean;
  /** @default every matching call */
  readonly times?: number;
}

/** The faults of one vendor; the first that matches a call is used up by it. */
export class Faults {
  readonly #orders: { readonly order: FaultOrder; left: number }[] = [];
  readonly #held = new Set<() => void>();

  set(order: FaultOrder): void {
    this.#orders.push({ order, left: order.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.#orders.length = 0;
    for (const release of this.#held) release();
    this.#held.clear();
  }

  /** Resolves when the faults are cleared. */
  cleared(): Promise<void> {
    return new Promise((resolve) => this.#held.add(resolve));
  }

  take(call: Call): Fault | undefined {
    const match = this.#orders.find(({ order, left }) => left > 0 && order.on(call));
    if (match) match.left -= 1;
    return match?.order.fault;
  }
}
