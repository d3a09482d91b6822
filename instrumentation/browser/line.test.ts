import { createLine } from "./line";

jest.mock("./masks", () => ({ loadMasks: () => Promise.reject(new Error("blocked")) }));

it("tells nobody anything where the masks do not come", async () => {
  // What a page has and Node has not.
  Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });
  Object.defineProperty(globalThis, "matchMedia", { value: () => ({ matches: false }), configurable: true });
  const action = jest.fn();
  const line = createLine({ purpose: "measurement", start: () => ({ action }) });
  line.allow(true);
  line.tell((sink) => sink.action?.("realtime_channel", "failed", { note: "of someone@shop.test" }));
  await new Promise((resolve) => setTimeout(resolve, 0));
  line.tell((sink) => sink.action?.("realtime_channel", "failed", {}));
  expect(action).not.toHaveBeenCalled();
});
