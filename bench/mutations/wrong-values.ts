import { bytes, isQuantity, milliseconds, percent } from "../../monitors/model/quantity";
import { edited, pathsOf, type Path } from "../../testing/wrong-rows";
import { oneOf, wholeBelow } from "./draw";
import type { Chance } from "../alert-quality/random";
import { valueOn } from "../../monitors/model/unknown-value";

/** Values made wrong at places of a tree: of a row, or of what a JSON or YAML file holds. */

/** What is changed, in words, and the whole as it is then. */
export interface Mutated<Whole> {
  readonly words: string;
  readonly whole: Whole;
}

/** JSON.stringify is recursive: what nests deeply is written as this text, and put in afterwards. */
const DEEP = "@deeply-nested@";

export const nested = (depth: number): string => `${"[".repeat(depth)}1${"]".repeat(depth)}`;

/** In place of the text that stands for it, quoted as JSON and YAML do. */
export const withDepth = (text: string, chance: Chance): string =>
  text.replaceAll(new RegExp(`"?${DEEP}"?`, "g"), () => nested(oneOf(chance, [10, 1_000, 20_000])));

const CONTROLS = "a\u0000b\u001b[31m\u202ec\u2028\r\n\ud800";

const anywhere: readonly unknown[] = [
  ...[null, true, 0, -1, 7.5, 1e308, -1e308, Number.MAX_SAFE_INTEGER, "", " ", [], {}, [[]], [null], { a: 1 }],
  ...[
    CONTROLS,
    "x".repeat(100_000),
    "9".repeat(400),
    "NaN",
    "1e999",
    "__proto__",
    "${x} $(x) `x` */ -->",
    "é".repeat(50),
  ],
  ...["{{#is_alert}} @all {{ $labels.x }}", "https://a:b@c.test/", "2026-02-30T25:61:00Z", "-1 h", "@", "'\"`\\"],
];

const inRows: readonly unknown[] = [
  ...anywhere,
  ...[undefined, Number.NaN, Number.POSITIVE_INFINITY, percent(5), bytes(5), milliseconds(Number.NaN), percent(-1)],
  ...[milliseconds(1e308), percent(1e12), milliseconds(0), () => 1, Symbol("a"), 1n, new Date(Number.NaN), new Map()],
];

const inFiles: readonly unknown[] = [...anywhere, DEEP, DEEP];

const keys = ["", "x", "__proto__", "constructor", "toString", "a.b", "0", CONTROLS, "k".repeat(10_000)];

export const valuesFor = { rows: inRows, files: inFiles } as const;

/** A tree, its paths found once: there may be many mutations of it. */
export interface Tree<Whole> {
  readonly whole: Whole;
  readonly paths: readonly Path[];
}

export const treeOf = <Whole>(whole: Whole): Tree<Whole> => ({ whole, paths: pathsOf(whole) });

/** One to three places wrong. A place may be gone when its turn comes: then nothing happens there. */
export const mutateTree = (
  { whole, paths }: Tree<unknown>,
  chance: Chance,
  values: readonly unknown[],
): Mutated<unknown> => {
  const words: string[] = [];
  let changed: unknown = whole;
  for (let left = 1 + wholeBelow(chance, 3); left > 0; left -= 1) {
    const path = oneOf(chance, paths);
    const own = path.at(-1) ?? "";
    const before = valueOn(changed, path);
    const [how, key, to] = oneOf(chance, [
      () => ["deleted", undefined, before] as const,
      () => ["misspelt", misspelt(own, chance), before] as const,
      () => ["of another value", own, oneOf(chance, values)] as const,
      () => ["of another value", own, oneOf(chance, values)] as const,
      () => ["of another's value", own, valueOn(whole, oneOf(chance, paths))] as const,
      () => ["of a near value", own, near(before, chance)] as const,
    ])();
    changed = edited(changed, path, key, to);
    words.push(`${path.join(".")} ${how}`);
  }
  return { words: words.join(", "), whole: changed };
};

const misspelt = (key: string, chance: Chance): string =>
  oneOf(chance, [() => `${key}x`, () => key.slice(1), () => oneOf(chance, keys)])();

/** Of the same type, and wrong. */
const near = (value: unknown, chance: Chance): unknown => {
  if (isQuantity(value)) return oneOf(chance, [percent(50), bytes(5), milliseconds(1), milliseconds(-5)]);
  if (typeof value === "number") return value * oneOf(chance, [-1, 0, 0.001, 1_000, 1e300, 1.0000001]);
  if (typeof value === "string")
    return oneOf(chance, [`${value}x`, value.slice(1), value.toUpperCase(), `${value}\n@all`, value.repeat(50)]);
  if (Array.isArray(value))
    return oneOf<unknown>(chance, [[...value.map(same), ...value.map(same)], value.slice(1), [], value[0]]);
  return value;
};

const same = (value: unknown): unknown => value;
