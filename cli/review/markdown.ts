import { wordCostChange } from "../plan/cost/words";
import type { Review } from "./review";
import { isQuiet, sectionsOf, wordCounts, wordResources, wordRevisions, type Line, type Section } from "./sections";
import { visible } from "./visible";

/** By this a later run finds its comment and edits it. */
export const MARKER = "<!-- driplo-monitoring-review -->";

/** GitHub refuses a comment of more than 65,536 characters; bytes are never fewer. */
export const MOST_BYTES = 65_000;

/**
 * The comment of a pull request. Where it would be too long, whole sections give way, the least weighty first, and at last lines of
 * the first one: what is written is always whole Markdown.
 *
 * @param link where the rest can be read
 */
export const toMarkdown = (review: Review, link?: string): string => {
  const sections = sectionsOf(review);
  if (isQuiet(review))
    return `${MARKER}\n**Alerting:** nothing changes for whoever is on call (${code(cut(wordRevisions(review)))}).\n`;
  const { kept, left } = fit(review, sections, link);
  return compose(review, kept, left, link);
};

interface Fitted {
  readonly kept: readonly Section[];
  /** Titles of what gave way. */
  readonly left: readonly string[];
}

const fit = (review: Review, sections: readonly Section[], link: string | undefined): Fitted => {
  for (let length = sections.length; length > 0; length -= 1) {
    const fitted = { kept: sections.slice(0, length), left: sections.slice(length).map(wordLeft) };
    if (bytes(compose(review, fitted.kept, fitted.left, link)) <= MOST_BYTES) return fitted;
  }
  const [first] = sections;
  if (first === undefined) return { kept: [], left: [] };
  return shorten(review, first, sections.slice(1).map(wordLeft), link);
};

const wordLeft = ({ title, lines }: Section): string => `${title} (${lines.length})`;

/** As many lines of the weightiest section as there is room for, found by halving. */
const shorten = (review: Review, first: Section, others: readonly string[], link: string | undefined): Fitted => {
  const attempt = (length: number): Fitted => ({
    kept: [{ ...first, lines: first.lines.slice(0, length) }],
    left: [`${first.lines.length - length} more of ${first.title}`, ...others],
  });
  let [low, high] = [0, first.lines.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const { kept, left } = attempt(middle);
    if (bytes(compose(review, kept, left, link)) <= MOST_BYTES) low = middle;
    else high = middle - 1;
  }
  return attempt(low);
};

const bytes = (text: string): number => Buffer.byteLength(text, "utf8");

const compose = (
  review: Review,
  sections: readonly Section[],
  left: readonly string[],
  link: string | undefined,
): string =>
  [
    MARKER,
    "## What this does to alerting",
    "",
    code(cut(wordRevisions(review))),
    "",
    ...[review.base, review.head].flatMap(({ name, unplanned }) =>
      unplanned === undefined ? [] : [`**${code(cut(name))} could not be planned:** ${code(cut(unplanned))}`, ""],
    ),
    ...sections.flatMap(sectionLines),
    ...(left.length === 0
      ? []
      : [
          `Too much for one comment; left out: ${left.join(", ")}.${link === undefined ? "" : ` [All of it](${link}).`}`,
          "",
        ]),
    ...wordResources(review)
      .slice(0, MOST_ENVIRONMENTS)
      .map((line) => `Resources, ${code(cut(line))}  `),
    ...review.costs.slice(0, MOST_ENVIRONMENTS).map((cost) => `Cost, ${code(cut(wordCostChange(cost)))}  `),
    wordCounts(review),
    "",
  ].join("\n");

/** What stands beside the sections is never so long that they could not give way to it. */
const MOST_ENVIRONMENTS = 10;
const cut = (text: string): string => (text.length > 400 ? `${text.slice(0, 400)} …` : text);

const sectionLines = ({ title, lines, folded }: Section): readonly string[] =>
  folded
    ? ["<details>", `<summary>${title} (${lines.length})</summary>`, "", ...table(lines), "", "</details>", ""]
    : [`### ${title}`, "", ...table(lines), ""];

const table = (lines: readonly Line[]): readonly string[] => [
  "| what | where | change |",
  "| ---- | ----- | ------ |",
  ...lines.map(
    ({ kind, where, what, environments }) =>
      `| ${kind} | ${cell(where)}${environments === "" ? "" : ` (${cell(environments)})`} | ${cell(what)} |`,
  ),
];

/**
 * Text of a plan is text, a stranger's too: in a span of code GitHub reads no markup, link, mention, reference or address. Escapes
 * would not do: cmark-gfm looks for addresses, and GitHub for mentions, once entities are decoded.
 * https://spec.commonmark.org/0.31.2/#code-spans, https://github.com/github/cmark-gfm/blob/master/extensions/autolink.c
 */
export const code = (text: string): string => span(visible(text));

/** In a cell a pipe is escaped, in code as well (https://github.github.com/gfm/#example-200); behind a backslash it would be ambiguous. */
export const cell = (text: string): string =>
  span(visible(text).replaceAll(/(\\?)\|/g, (_, slash: string) => (slash === "" ? "\\|" : "\\ \\|")));

const span = (text: string): string => {
  if (text === "") return "";
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = /^`|`$/.test(text) ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
};
