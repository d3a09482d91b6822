import { formatBound, formatValue, formatVerdict, isBroken, type Figure } from "./figure";

const about = { name: "plan", how: "a process", unit: "s", atMost: 0.8 } as const;
const fast = { name: "evaluators", how: "a year", unit: "million per second", atLeast: 5 } as const;

const cases: readonly (readonly [string, Figure, readonly string[]])[] = [
  ["within its bound", { ...about, value: 0.31 }, ["0.31 s", "≤ 0.80 s", "kept"]],
  ["at its bound", { ...about, value: 0.8 }, ["0.80 s", "≤ 0.80 s", "kept"]],
  ["over its bound", { ...about, value: 0.81 }, ["0.81 s", "≤ 0.80 s", "broken"]],
  ["without a bound", { ...about, atMost: undefined, value: 9 }, ["9.00 s", "", ""]],
  ["not measured", { ...about, notMeasured: "no ts-node" }, ["not measured: no ts-node", "≤ 0.80 s", ""]],
  ["a ratio", { ...about, unit: "times", atMost: 2.5, value: 1.987 }, ["× 1.99", "≤ × 2.50", "kept"]],
  ["above its least", { ...fast, value: 5.04 }, ["5.0 million per second", "≥ 5.0 million per second", "kept"]],
  ["at its least", { ...fast, value: 5 }, ["5.0 million per second", "≥ 5.0 million per second", "kept"]],
  ["under its least", { ...fast, value: 4.9 }, ["4.9 million per second", "≥ 5.0 million per second", "broken"]],
  [
    "a least, not measured",
    { ...fast, notMeasured: "no one" },
    ["not measured: no one", "≥ 5.0 million per second", ""],
  ],
  [
    "a fault where none may be",
    { ...about, unit: "faults", atMost: 0, value: 1 },
    ["1 faults", "≤ 0 faults", "broken"],
  ],
  ["memory", { ...about, unit: "MiB", atMost: 300, value: 140.4 }, ["140 MiB", "≤ 300 MiB", "kept"]],
];

describe("a figure", () => {
  it.each(cases)("%s", (_name, figure, texts) => {
    expect([formatValue(figure), formatBound(figure), formatVerdict(figure)]).toEqual(texts);
    expect(isBroken(figure)).toBe(texts[2] === "broken");
  });
});
