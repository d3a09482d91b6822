import { existsSync } from "node:fs";
import { join } from "node:path";
import { declareStack } from "../infra/declare";
import { catalogueOf, latencyRow } from "../infra/testing/rows";
import { testProd } from "../infra/testing/environment";
import { ROOT } from "../infra/testing/stack-configuration";
import { catalogue } from "../monitors/catalogue";
import { policies } from "../policies";
import { emittersOf, toEmittersJson, toEmittersText } from "./emitters";
import { paintFor } from "./paint";

const declared = declareStack(catalogue, policies, testProd);

describe("the emitters of prod", () => {
  it("send every feed that is read, and none is left for later", () => {
    const feeds = emittersOf(declared, catalogue.emission);
    expect(feeds.length).toBeGreaterThan(70);
    expect(feeds.filter(({ emitter }) => emitter?.status !== "here")).toEqual([]);
  });

  it("are where they say", () => {
    for (const { emitter } of emittersOf(declared, catalogue.emission))
      if (emitter !== undefined && emitter.by !== "built-in")
        expect([emitter.where, existsSync(join(ROOT, emitter.where))]).toEqual([emitter.where, true]);
  });

  it("name who reads each, backstops and objectives too", () => {
    const readers = emittersOf(declared, catalogue.emission).flatMap(({ readBy }) => readBy);
    for (const name of ["api.response_time", "api.availability_slo", "database.reachable"])
      expect(readers).toContain(name);
  });
});

describe("a feed that nobody sends", () => {
  const alone = declareStack({ ...catalogueOf({ response_time: latencyRow }), emission: {} }, policies, testProd);

  it("is said", () => {
    expect(toEmittersJson(alone, {}).feeds.map(({ status }) => status)).toContain("missing");
    expect(toEmittersText(alone, {}, paintFor({}))).toMatch(/0 sent, 0 by emitters still to be built, \d+ by nobody/);
  });
});
