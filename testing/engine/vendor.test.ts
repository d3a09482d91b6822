import { status } from "@grpc/grpc-js";
import { Vendor } from "./vendor";
import type { Fault } from "./faults";

const CALL = { method: "create", type: "a:b:C", name: "one", urn: "urn:pulumi:stack::project::a:b:C::one" } as const;

const connected = () => {
  const breakConnections = jest.fn();
  const vendor = new Vendor({}, breakConnections);
  vendor.connect("peer", {});
  const work = jest.fn(() => "done");
  const perform = (fault?: Fault) => {
    if (fault) vendor.faults.set({ fault, on: ({ name }) => name === "one", times: 1 });
    return vendor.perform("peer", CALL, work);
  };
  return { vendor, work, perform, breakConnections };
};

describe("a vendor's faults", () => {
  it("refuse without doing, once", async () => {
    const { work, perform } = connected();
    await expect(perform({ kind: "throttled" })).rejects.toThrow("429 Too Many Requests");
    await expect(perform({ kind: "server error" })).rejects.toThrow("500 Internal Server Error");
    expect(work).not.toHaveBeenCalled();
    await expect(perform()).resolves.toBe("done");
  });

  it("do at once and answer late", async () => {
    const { work, perform } = connected();
    const before = performance.now();
    const answer = perform({ kind: "late", by: 50 });
    expect(work).toHaveBeenCalled();
    await expect(answer).resolves.toBe("done");
    expect(performance.now() - before).toBeGreaterThanOrEqual(49);
  });

  it("do at once and answer when the faults are cleared", async () => {
    const { vendor, work, perform } = connected();
    const answered = jest.fn();
    const answer = perform({ kind: "held" }).then(answered);
    await new Promise((resolve) => setImmediate(resolve));
    expect(work).toHaveBeenCalled();
    expect(answered).not.toHaveBeenCalled();
    vendor.faults.clear();
    await answer;
    expect(answered).toHaveBeenCalledWith("done");
  });

  it.each([
    ["dies", 0],
    ["answer lost", 1],
  ] as const)("break the connection: %s", async (kind, done) => {
    const { vendor, work, perform, breakConnections } = connected();
    await expect(perform({ kind })).rejects.toMatchObject({ code: status.UNAVAILABLE });
    expect(work).toHaveBeenCalledTimes(done);
    expect(breakConnections).toHaveBeenCalledTimes(1);
    await expect(perform()).rejects.toThrow("the provider died, or was never configured");

    vendor.connect("peer", {});
    await expect(perform()).resolves.toBe("done");
  });
});

describe("a vendor's journal", () => {
  it("has every call that reached the vendor", async () => {
    const { vendor, perform } = connected();
    await perform();
    expect(vendor.journal).toEqual([{ ...CALL, at: expect.any(Number) as number }]);
  });
});
