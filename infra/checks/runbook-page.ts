import { listWords } from "../../monitors/model/list-words";
import type { Refusal } from "../../monitors/plan/refusal";

/** What whoever is woken finds in every page, in this order (runbooks/README.md). */
export const sections = [
  "What it means to a user",
  "First look",
  "First action",
  "Likely causes",
  "When to escalate",
  "How to tell it is over",
] as const;

/** `npm run runbooks` writes the thresholds below it, and writes nothing where it is not there. */
export const hasTitle = (text: string): boolean => /^# \S/.test(text);

/** What is wrong with a page's own text, whatever the catalogue writes into it. */
export const checkPage = (text: string): readonly Refusal[] => [
  ...(hasTitle(text) ? [] : [untitled(text)]),
  ...(text.trim() === "" ? [] : checkSections(text)),
];

const untitled = (text: string): Refusal => {
  const [first = ""] = text.split(/\r?\n/);
  const begins =
    first.trim() === "" ? "begins with an empty line" : `begins with ${JSON.stringify(first.slice(0, 60))}`;
  return {
    what: text.trim() === "" ? "is empty" : begins,
    rule: 'a page begins with its title, "# Title": npm run runbooks writes the thresholds below it',
    remedy: "write the title into the first line, then npm run runbooks",
  };
};

interface Section {
  readonly heading: string;
  readonly isEmpty: boolean;
}

/** A comment of a shell script is no heading. */
const CODE = /^```[^]*?^```/gm;

const sectionsOf = (text: string): readonly Section[] =>
  text
    .replaceAll(CODE, "code")
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = "", ...words] = part.split(/\r?\n/);
      return { heading: heading.trim(), isEmpty: words.every((line) => line.trim() === "") };
    });

const checkSections = (text: string): readonly Refusal[] => {
  const found = sectionsOf(text);
  const headings = found.map(({ heading }) => heading);
  const known = new Set<string>(sections);
  const missing = sections.filter((section) => !headings.includes(section));
  const foreign = headings.filter((heading, index) => !known.has(heading) || headings.indexOf(heading) !== index);
  const inOrder = headings.join("\n") === sections.join("\n");
  const faults = [
    ...(missing.length === 0 ? [] : [`it has no section ${listWords(missing)}`]),
    ...foreign.map((heading) => `the section ${heading} is not one of them`),
    ...(missing.length > 0 || foreign.length > 0 || inOrder ? [] : ["its sections are in another order"]),
    ...found.filter(({ isEmpty }) => isEmpty).map(({ heading }) => `the section ${heading} is empty`),
  ];
  return faults.map((what) => ({
    what,
    rule: `a page has these sections, in this order, and a text in each: ${sections.join(", ")} (runbooks/README.md)`,
    remedy: "write the sections",
  }));
};
