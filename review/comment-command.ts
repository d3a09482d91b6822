import type { Command } from "commander";
import { checkReview, withPreview, withReview } from "./comment/body";
import { findComment, pullRequestOf, writeComment, type GitHub } from "./comment/github";
import { MARKER } from "./diff/markdown";
import { readInput } from "./shared/read-input";
import { printResult } from "./shared/print";

export interface CommentOptions {
  readonly head: string;
  readonly file?: string;
  readonly preview?: string;
}

/** What a preview of some thousand resources prints; of it a comment has the end. */
const LARGEST = 16 * 1024 * 1024;

/** Puts a review, or a preview, into the comment of the pull request whose head it is of. For CI's trusted job. */
export const commentCommand = async (options: CommentOptions, command: Command): Promise<void> => {
  const github = connection(command);
  const compose = composer(options, command);
  const number = await pullRequestOf(github, options.head);
  if (number === undefined) {
    process.stderr.write(`no open pull request has ${options.head} as its head; nothing is said\n`);
    return;
  }
  const known = await findComment(github, number, MARKER);
  const done = await writeComment(github, number, compose(known?.body), known);
  printResult(`${done} the comment of pull request ${String(number)}\n`);
};

const composer = ({ file, preview }: CommentOptions, command: Command): ((known: string | undefined) => string) => {
  if (preview !== undefined) {
    const [, stack = "", path = ""] = /^(\w+)=(.+)$/.exec(preview) ?? [];
    if (stack === "") command.error("error: --preview is <stack>=<file>");
    const text = readInput(path, LARGEST);
    return (known) => withPreview(known, stack, text);
  }
  if (file === undefined) return command.error("error: name a review with --file, or a preview with --preview");
  const review = readInput(file, LARGEST);
  const fault = checkReview(review);
  if (fault !== undefined) return command.error(`error: ${file}: ${fault}`);
  return (known) => withReview(known, review);
};

/** As GitHub's runners set them (https://docs.github.com/en/actions/reference/variables-reference). */
const connection = (command: Command): GitHub => {
  const { GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN } = process.env;
  if (GITHUB_REPOSITORY === undefined || GITHUB_TOKEN === undefined)
    return command.error("error: GITHUB_REPOSITORY and GITHUB_TOKEN must be set");
  const api = GITHUB_API_URL ?? "https://api.github.com";
  if (!isPlainAddress(api))
    return command.error(
      "error: GITHUB_API_URL must be an address without a name and a password: https://api.github.com",
    );
  return { api, repository: GITHUB_REPOSITORY, token: GITHUB_TOKEN };
};

/** Without credentials in it, which `fetch` would refuse by naming them. */
const isPlainAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === "" && password === "";
};
