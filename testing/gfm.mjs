// What GitHub would make of Markdown: texts as JSON on stdin, for each the nodes that do something as JSON on stdout. A program of its
// own, because the parser is made of ES modules, which jest does not load.
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

const STILL = new Set([
  "root",
  "paragraph",
  "heading",
  "table",
  "tableRow",
  "tableCell",
  "strong",
  "break",
  "inlineCode",
]);

const effects = (node) => {
  if (node.type === "text") return [`text ${node.value}`];
  const own = STILL.has(node.type) ? [] : [`${node.type} ${node.url ?? node.value ?? node.identifier ?? ""}`.trim()];
  return [...own, ...(node.children ?? []).flatMap(effects)];
};

let input = "";
for await (const chunk of process.stdin) input += chunk;
const parse = (text) => fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
process.stdout.write(JSON.stringify(JSON.parse(input).map((text) => effects(parse(text)))));
