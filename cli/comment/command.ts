import type { Command } from "commander";
import { previewBody, previewMarker } from "./body";
import { connection } from "../github/connection";
import { pullRequestOf, putComment } from "./github";
import { MARKER } from "../review/markdown";
import { CommandError } from "../shared/exit";
import { printResult } from "../shared/print";
import { readInput } from "../shared/read-input";

export interface CommentOptions {
  readonly head: string;
  readonly file?: string;
  readonly preview?: string;
}

/** What a preview of some thousand resources prints; of it a comment has the end. */
const LARGEST = 16 * 1024 * 1024;

/**
 * Puts a review, or a preview, into a comment of the pull request whose head it is of. For CI's trusted job: what it is given was
 * written by the default branch's own code, or by Pulumi.
 */
export const commentCommand = async (options: CommentOptions, command: Command): Promise<void> => {
  const github = connection(process.env);
  const { marker, body } = compose(options, command);
  const number = await pullRequestOf(github, options.head);
  if (number === undefined) {
    process.stderr.write(`no open pull request has ${options.head} as its head; nothing is said\n`);
    return;
  }
  const done = await putComment(github, number, marker, body);
  printResult(`${done} the comment of pull request ${number}\n`);
};

const compose = ({ file, preview }: CommentOptions, command: Command) => {
  if (preview !== undefined) {
    const [, stack = "", path = ""] = /^(\w+)=(.+)$/.exec(preview) ?? [];
    if (stack === "") command.error("error: --preview is <stack>=<file>");
    return { marker: previewMarker(stack), body: previewBody(stack, readInput(path, LARGEST)) };
  }
  if (file === undefined) return command.error("error: name a review with --file, or a preview with --preview");
  const body = readInput(file, LARGEST);
  // Without it the next run would not find its comment, and make another.
  if (!body.startsWith(MARKER))
    throw new CommandError("usage", `${file}: no review: npm run review -- --format markdown writes one`);
  return { marker: MARKER, body };
};
