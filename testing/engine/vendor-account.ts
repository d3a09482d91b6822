import type { Properties } from "./properties";
import { outputsOf, upsertedId } from "./vendor-types";

/** What the vendors hold for us: every resource by type, region and id. It outlives the engine, as the real accounts do. */

export interface VendorResource {
  readonly type: string;
  /** Empty for vendors without regions. */
  readonly region: string;
  readonly id: string;
  /** The logical name of its first create, to find it by in a test. */
  readonly name: string;
  readonly inputs: Properties;
  readonly outputs: Properties;
}

export interface ResourceAddress {
  readonly type: string;
  readonly region: string;
  readonly id: string;
}

export class VendorAccount {
  readonly #resources = new Map<string, VendorResource>();
  #created = 0;

  create(type: string, name: string, region: string, inputs: Properties): VendorResource {
    this.#created += 1;
    return this.#keep({ type, region, id: upsertedId(type, inputs) ?? String(FIRST_ID + this.#created) }, name, inputs);
  }

  update(address: ResourceAddress, inputs: Properties): VendorResource | undefined {
    const existing = this.find(address);
    return existing && this.#keep(address, existing.name, inputs);
  }

  find(address: ResourceAddress): VendorResource | undefined {
    return this.#resources.get(keyOf(address));
  }

  /** One that is gone already is fine, as with every provider. */
  delete(address: ResourceAddress): void {
    this.#resources.delete(keyOf(address));
  }

  /** @returns what puts everything back as it is now */
  keep(): () => void {
    const kept = [...this.#resources];
    return () => {
      this.#resources.clear();
      for (const [key, resource] of kept) this.#resources.set(key, resource);
    };
  }

  list(): readonly VendorResource[] {
    return [...this.#resources.values()];
  }

  #keep(address: ResourceAddress, name: string, inputs: Properties): VendorResource {
    const resource = { ...address, name, inputs, outputs: outputsOf(address.type, { ...address, inputs }) };
    this.#resources.set(keyOf(address), resource);
    return resource;
  }
}

const FIRST_ID = 1_000_000;

const keyOf = ({ type, region, id }: ResourceAddress): string => [type, region, id].join("|");
