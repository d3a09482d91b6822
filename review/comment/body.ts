import { MARKER, MOST_BYTES } from "../diff/markdown";

/** The comment's parts: the review, and what Pulumi said of each stack, folded below it. */

const beginOf = (stack: string): string => `<!-- preview ${stack} -->`;
const endOf = (stack: string): string => `<!-- end of preview ${stack} -->`;

/** A review that somebody else's code wrote: only what ours could have written is taken. */
export const checkReview = (text: string): string | undefined => {
  if (!text.startsWith(MARKER)) return "the review does not begin with its marker";
  if (Buffer.byteLength(text, "utf8") > MOST_BYTES) return `the review has more than ${String(MOST_BYTES)} bytes`;
  const visible = text.slice(MARKER.length);
  if (/<(?!\/?(?:details|summary)>)/.test(visible)) return "the review holds markup that no review has";
  if (LINK.test(visible.replaceAll(RUN_LINK, ""))) return "the review links elsewhere than to its run";
  return /(^|[^\w])@\w/.test(visible) ? "the review mentions somebody" : undefined;
};

const RUN_LINK = /\]\(https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/actions\/runs\/\d+\)/g;
const LINK = /\]\(|https?:\/\/|www\./;

/** The new review above the previews that the comment has already. */
export const withReview = (comment: string | undefined, review: string): string =>
  fit(review.trimEnd(), previewsIn(comment ?? ""));

/** The preview of a stack, in the place of its former one; a preview that comes first waits for its review. */
export const withPreview = (comment: string | undefined, stack: string, text: string): string => {
  const previews = new Map(previewsIn(comment ?? ""));
  previews.set(stack, text);
  return fit(reviewIn(comment ?? MARKER), previews);
};

const PREVIEW = /<!-- preview (\w+) -->[\s\S]*?```text\n([\s\S]*?)\n```[\s\S]*?<!-- end of preview \1 -->/g;

const previewsIn = (comment: string): ReadonlyMap<string, string> =>
  new Map([...comment.matchAll(PREVIEW)].map(([, stack = "", text = ""]) => [stack, text]));

const reviewIn = (comment: string): string => comment.split("\n\n<!-- preview ")[0]?.trimEnd() ?? MARKER;

/** Previews give way before the review does, each to its last lines, where Pulumi sums up. */
const fit = (review: string, previews: ReadonlyMap<string, string>): string => {
  const room = Math.floor((MOST_BYTES - Buffer.byteLength(review, "utf8")) / Math.max(previews.size, 1)) - FRAME;
  return [
    review,
    ...[...previews].toSorted().map(([stack, text]) => fold(stack, lastBytes(fenceless(text), room))),
    "",
  ].join("\n\n");
};

/** Bytes that the fold around a preview takes at most. */
const FRAME = 300;

/** No line of it can end the fence. */
const fenceless = (text: string): string => text.replaceAll("```", "'''").trimEnd();

const lastBytes = (text: string, room: number): string => {
  const lines = text.split("\n");
  let size = 0;
  let from = lines.length;
  while (from > 0 && size + Buffer.byteLength(lines[from - 1] ?? "", "utf8") + 1 <= room) {
    from -= 1;
    size += Buffer.byteLength(lines[from] ?? "", "utf8") + 1;
  }
  return [
    ...(from > 0 ? [`(${String(from)} lines before these are in the run's artefact)`] : []),
    ...lines.slice(from),
  ].join("\n");
};

const fold = (stack: string, text: string): string =>
  [
    beginOf(stack),
    "<details>",
    `<summary>pulumi preview of ${stack}</summary>`,
    "",
    "```text",
    text,
    "```",
    "",
    "</details>",
    endOf(stack),
  ].join("\n");
