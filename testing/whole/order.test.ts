import fc from "fast-check";
import type { DeclaredStack } from "../../infra/declare";
import type { StackDeclaration } from "../../infra/vendors";
import { catalogue } from "../../monitors/catalogue";
import { keyOf } from "../../monitors/declaration/declaration";
import { count, percent, seconds } from "../../monitors/model/quantity";
import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import { formatDiagnostic } from "../../monitors/plan/diagnostic";
import { shuffled } from "../arbitrary";
import { testProd, without } from "../environment";
import { catalogueOf, latencyRow, level, text } from "../rows";
import { pointingAhead, prod } from "./declared-stack";
import { declare } from "../stack";

describe("a source that looks at other levels", () => {
  const row = (any: string) =>
    ({
      ...text,
      kind: "event",
      critical: { event: "both_at_once", priority: "P2" },
      missingData: "ok",
      source: cloudwatch.alarms({ all: ["api.down.critical"], any: [any] }),
    }) as const;
  const down = {
    ...text,
    kind: "outage",
    critical: level(seconds(30), "P1"),
    missingData: "breach",
    source: cloudwatch.healthCheck({ host: "apiHost", path: "/health", every: seconds(10) }),
  } as const;
  const slow = { ...latencyRow, source: cloudwatch.metric("cdn_origin_latency"), minimumTraffic: count(20) } as const;

  it("comes after them, wherever its row stands", () => {
    const stack = declare(testProd, catalogueOf({ both: row("api.slow.critical"), down, slow }));
    expect(stack.diagnostics).toEqual([]);
    expect(pointingAhead(stack)).toEqual([]);
    expect(stack.declarations.find(({ name }) => name === "api.both.critical")?.after).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm api.down.critical",
      "aws:cloudwatch/metricAlarm:MetricAlarm api.slow.critical",
    ]);
  });

  it.each([
    ["that nobody wrote", "api.none.critical", { down }],
    ["of another vendor", "api.other.critical", { down, other: latencyRow }],
    ["that looks at levels itself", "api.both.critical", { down }],
  ] as const)("is refused for one %s", (_name, any, others) => {
    const stack = declare(testProd, catalogueOf({ both: row(any), ...others }));
    expect(stack.diagnostics).toEqual([
      {
        severity: "error",
        where: "api.both (prod)",
        what: `it looks at ${any}, which cloudwatch does not watch`,
        rule: "a source of levels names those of its own vendor, and of none that looks at levels itself",
        remedy: "name a level that is there, or give that row a source or backstop of this vendor",
      },
    ]);
  });

  it("is told of one in another region, which it would never see", () => {
    const near = {
      ...latencyRow,
      kind: "utilisation",
      statistic: "max",
      warning: level(percent(70), "P3"),
      critical: level(percent(90), "P2"),
      source: cloudwatch.metric("worker_memory"),
    } as const;
    const { diagnostics } = declare(testProd, catalogueOf({ both: row("api.near.critical"), down, near }));
    expect(diagnostics.map(({ where, what }) => `${where}: ${what}`)).toEqual([
      "api.both.critical (prod): its rule names api.near.critical in eu-west-3, itself in us-east-1",
    ]);
  });
});

describe("the order of the rows decides nothing", () => {
  const sorted = (stack: DeclaredStack): readonly StackDeclaration[] =>
    stack.declarations.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

  it("of the declarations, which are the same set", () => {
    const expected = sorted(prod);
    fc.assert(
      fc.property(shuffled(catalogue), (rows) => {
        expect(sorted(declare(testProd, rows))).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it("of the diagnostics, which are the same list", () => {
    const off = without(testProd, "datadog");
    const expected = declare(off).diagnostics.map(formatDiagnostic);
    fc.assert(
      fc.property(shuffled(catalogue), (rows) => {
        expect(declare(off, rows).diagnostics.map(formatDiagnostic)).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });
});
