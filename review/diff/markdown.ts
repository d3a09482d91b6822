import { wordCostChange } from "../cost/words";
import type { Review } from "./review";
import { isQuiet, sectionsOf, wordCounts, wordResources, wordRevisions, type Line, type Section } from "./sections";

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
    return `${MARKER}\n**Alerting:** nothing changes for whoever is on call (${escape(wordRevisions(review))}).\n`;
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

const wordLeft = ({ title, lines }: Section): string => `${title} (${String(lines.length)})`;

/** As many lines of the weightiest section as there is room for, found by halving. */
const shorten = (review: Review, first: Section, others: readonly string[], link: string | undefined): Fitted => {
  const attempt = (length: number): Fitted => ({
    kept: [{ ...first, lines: first.lines.slice(0, length) }],
    left: [`${String(first.lines.length - length)} more of ${first.title}`, ...others],
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
    escape(wordRevisions(review)),
    "",
    ...[review.base, review.head].flatMap(({ name, unplanned }) =>
      unplanned === undefined ? [] : [`**${escape(name)} could not be planned:** ${escape(unplanned)}`, ""],
    ),
    ...sections.flatMap(sectionLines),
    ...(left.length === 0
      ? []
      : [
          `Too much for one comment; left out: ${left.map(escape).join(", ")}.${link === undefined ? "" : ` [All of it](${link}).`}`,
          "",
        ]),
    ...wordResources(review).map((line) => `Resources, ${escape(line)}  `),
    ...review.costs.map((cost) => `Cost, ${escape(wordCostChange(cost))}  `),
    escape(wordCounts(review)),
    "",
  ].join("\n");

const sectionLines = ({ title, lines, folded }: Section): readonly string[] =>
  folded
    ? [
        "<details>",
        `<summary>${escape(title)} (${String(lines.length)})</summary>`,
        "",
        ...table(lines),
        "",
        "</details>",
        "",
      ]
    : [`### ${escape(title)}`, "", ...table(lines), ""];

const table = (lines: readonly Line[]): readonly string[] => [
  "| what | where | change |",
  "| ---- | ----- | ------ |",
  ...lines.map(
    ({ kind, where, what, environments }) =>
      `| ${kind} | ${escape(where)}${environments === "" ? "" : ` (${escape(environments)})`} | ${escape(what)} |`,
  ),
];

/** Text of the repository is text: no markup, no mention, no link of it takes effect, and no cell of a table ends early. */
export const escape = (text: string): string =>
  text
    .replaceAll(/[\r\n]+/g, " ")
    .replaceAll(
      /https?:\/\/|[&<>@#\\`*_[\]|~!]/g,
      (sign) => entities[sign] ?? (sign.length > 1 ? sign.replace(":", "&#58;") : `\\${sign}`),
    );

/** What a backslash does not disarm. */
const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "@": "&#64;",
  "#": "&#35;",
};
