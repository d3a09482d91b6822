import { setTimeout as sleep } from "node:timers/promises";
import { Server, ServerCredentials } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Call, FaultOrder } from "./faults";
import type { Json } from "./properties";
import { providerService } from "./provider-service";
import { Vendor, type Invokes } from "./vendor";
import type { VendorResource } from "./vendor-account";

/**
 * One vendor that stands for all of them (Datadog, AWS, PagerDuty, …): a Pulumi provider that keeps what it is given, answers
 * it back, fails when told to, and keeps a journal. It checks no value and no limit: that a vendor would accept a resource is
 * not shown by it.
 */
export interface StandInVendor {
  readonly port: number;
  /** Every call since the start, in order. */
  readonly calls: () => readonly Call[];
  /** Resolves once the calls so far are enough, to do something in the middle of a run. */
  readonly called: (enough: (calls: readonly Call[]) => boolean) => Promise<void>;
  /** What the vendor holds now, whatever the engine's state says. */
  readonly resources: () => readonly VendorResource[];
  /** What somebody does at the vendor by hand: sets a property, or deletes the thing. */
  readonly changeByHand: (name: string, property: string, value: Json) => void;
  readonly deleteByHand: (name: string) => void;
  readonly fault: (order: FaultOrder) => void;
  readonly clearFaults: () => void;
  /** @returns what makes the vendor hold again what it holds now; faults that were set meanwhile are gone, too */
  readonly keep: () => () => void;
  readonly stop: () => void;
}

export const startStandInVendor = async (invokes: Invokes = {}): Promise<StandInVendor> => {
  const server = new Server();
  const vendor = new Vendor(invokes, () => {
    server.drain(`${HOST}:${port}`, 0);
  });
  server.addService(ResourceProviderService, providerService(vendor));
  const port = await listen(server);
  let listening = true;
  const named = (name: string) => vendor.account.list().filter((held) => held.name === name);
  return {
    port,
    calls: () => [...vendor.journal],
    called: async (enough) => {
      while (listening && !enough(vendor.journal)) await sleep(5, undefined, { ref: false });
    },
    resources: () => vendor.account.list(),
    changeByHand: (name, property, value) => {
      for (const held of named(name)) vendor.account.update(held, { ...held.inputs, [property]: value });
    },
    deleteByHand: (name) => {
      for (const held of named(name)) vendor.account.delete(held);
    },
    fault: (order) => {
      vendor.faults.set(order);
    },
    clearFaults: () => {
      vendor.faults.clear();
    },
    keep: () => {
      const restore = vendor.account.keep();
      return () => {
        vendor.faults.clear();
        restore();
      };
    },
    stop: () => {
      listening = false;
      server.forceShutdown();
    },
  };
};

const HOST = "127.0.0.1";

const listen = (server: Server): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(`${HOST}:0`, ServerCredentials.createInsecure(), (error, port) => {
      if (error) reject(error);
      else resolve(port);
    });
  });
