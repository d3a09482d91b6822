import { MOST_BYTES } from "../review/markdown";

/** Each job's comment has a marker of its own: no job writes into another's. */
export const previewMarker = (stack: string): string => `<!-- driplo-monitoring-preview ${stack} -->`;

/** What Pulumi said of a stack, folded. */
export const previewBody = (stack: string, text: string): string =>
  fold(stack, lastBytes(fenceless(text), MOST_BYTES - FRAME));

/** Bytes that the fold around a preview takes at most. */
const FRAME = 300;

/** No line of it can end the fence. */
const fenceless = (text: string): string => text.replaceAll("```", "'''").trimEnd();

/** The last lines, where Pulumi sums up. */
const lastBytes = (text: string, room: number): string => {
  const lines = text.split("\n");
  let size = 0;
  let from = lines.length;
  while (from > 0 && size + Buffer.byteLength(lines[from - 1] ?? "", "utf8") + 1 <= room) {
    from -= 1;
    size += Buffer.byteLength(lines[from] ?? "", "utf8") + 1;
  }
  return [...(from > 0 ? [`(${from} lines before these are in the run's artefact)`] : []), ...lines.slice(from)].join(
    "\n",
  );
};

const fold = (stack: string, text: string): string =>
  [
    previewMarker(stack),
    "<details>",
    `<summary>pulumi preview of ${stack}</summary>`,
    "",
    "```text",
    text,
    "```",
    "",
    "</details>",
    "",
  ].join("\n");
