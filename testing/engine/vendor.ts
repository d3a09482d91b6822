import { setTimeout as sleep } from "node:timers/promises";
import { status } from "@grpc/grpc-js";
import { Faults, type Call, type Fault } from "./faults";
import type { Properties } from "./properties";
import { Refusal } from "./unary";
import { VendorAccount } from "./vendor-account";

/** Answers one of a package's functions, such as `pagerduty:index/getVendor:getVendor`. */
export type Invokes = Readonly<Record<string, (args: Properties) => Properties>>;

/** The vendor behind the gRPC service: who is connected, what was asked, what goes wrong, and what is held. */
export class Vendor {
  readonly account = new VendorAccount();
  readonly faults = new Faults();
  readonly journal: Call[] = [];
  /** The region of each configured provider, by its connection. */
  readonly #regions = new Map<string, string>();

  constructor(
    private readonly invokes: Invokes,
    private readonly breakConnections: () => void,
  ) {}

  connect(peer: string, configuration: Properties): void {
    const region = configuration["region"];
    this.#regions.set(peer, typeof region === "string" ? region : "us-east-1");
  }

  /** A name is one's own within its region only, so that the region is part of what AWS keeps things by. */
  regionOf(peer: string, type: string, properties: Properties): string {
    if (!type.startsWith("aws:")) return "";
    const region = properties["region"] ?? this.#regions.get(peer);
    return typeof region === "string" ? region : "";
  }

  invoke(token: string, args: Properties): Properties {
    const answer = this.invokes[token];
    if (answer === undefined) throw new Error(`the stand-in vendor was given no answer to ${token}`);
    return answer(args);
  }

  async perform<T>(peer: string, call: Omit<Call, "at">, work: () => T): Promise<T> {
    if (!this.#regions.has(peer)) throw new Refusal(status.UNAVAILABLE, "the provider died, or was never configured");
    const entry: Call = { ...call, at: Date.now() };
    this.journal.push(entry);
    return this.#performWith(this.faults.take(entry), work);
  }

  async #performWith<T>(fault: Fault | undefined, work: () => T): Promise<T> {
    switch (fault?.kind) {
      case undefined:
        return work();
      case "late": {
        const answer = work();
        await sleep(fault.by);
        return answer;
      }
      case "held": {
        const answer = work();
        await this.faults.cleared();
        return answer;
      }
      case "throttled":
        throw new Error("429 Too Many Requests");
      case "server error":
        throw new Error("500 Internal Server Error");
      case "answer lost":
        work();
        return this.#die();
      case "dies":
        return this.#die();
    }
  }

  #die(): never {
    this.#regions.clear();
    this.breakConnections();
    throw new Refusal(status.UNAVAILABLE, "the provider died");
  }
}
