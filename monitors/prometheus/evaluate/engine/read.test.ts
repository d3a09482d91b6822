import { selectorsOf } from "./expression";
import { numberOf, secondsOf, unquoted } from "./literals";
import { readExpression } from "./read";

describe("a query", () => {
  it("is read with its selectors, each once", () => {
    const query = readExpression('sum(rate(a{x="1"}[5m])) / on (y) group_left (z) max by (y)(b{y=~"p|q"}) + a{x="1"}');
    expect(query?.kind).toBe("binary");
    expect(query && selectorsOf(query).map(({ text }) => text)).toEqual(['a{x="1"}', 'b{y=~"p|q"}']);
  });

  it("is read without its comments", () => {
    const query = readExpression("a # the first\n  + # and the second\n b # both");
    expect(query?.kind === "binary" && [query.operator, query.left, query.right]).toEqual([
      "+",
      readExpression("a"),
      readExpression("b"),
    ]);
  });

  it.each([
    ["no PromQL", "sum(a"],
    ["nothing", ""],
    ["two queries", "a b"],
    ["another time", "a offset 5m"],
    ["another time", "sum(rate(a[5m] offset 1h))"],
    ["a fixed time", "a @ 1609746000"],
    ["another aggregation", "topk(3, a)"],
    ["another aggregation", "quantile(0.9, a)"],
    ["another function", "histogram_quantile(0.9, a)"],
    ["the clock", "time() - a"],
    ["a subquery without a step", "max_over_time(a[5m:])"],
    ["a pattern that Go does not know", 'label_replace(a, "b", "$1", "c", "(?=x)")'],
    ["a line ahead that is calculated", "predict_linear(a[1h], 2 * 3600)"],
  ])("with %s is not evaluated: %s", (_, query) => {
    expect(readExpression(query)).toBeUndefined();
  });
});

describe("literals", () => {
  it("are spans of several units, and numbers in any writing", () => {
    expect([secondsOf("3m30s"), secondsOf("1d"), secondsOf("500ms"), secondsOf("5"), secondsOf("m")]).toEqual([
      210,
      86_400,
      0.5,
      undefined,
      undefined,
    ]);
    expect([
      numberOf("1e3"),
      numberOf("- 2"),
      numberOf("0x1f"),
      numberOf("-Inf"),
      numberOf("5m"),
      numberOf("x"),
    ]).toEqual([1_000, -2, 31, Number.NEGATIVE_INFINITY, 300, undefined]);
  });

  it("are texts in any quotes, with the escapes that are known", () => {
    expect([unquoted('"a\\"b"'), unquoted("'a'"), unquoted("`a\\b`"), unquoted('"a\\x41"')]).toEqual([
      'a"b',
      "a",
      "a\\b",
      undefined,
    ]);
  });
});
