import { connection } from "../github/connection";
import { countMachinery, decide, isApproved, setStatus } from "./gate";
import { pullRequestOf } from "../comment/github";
import { endLater } from "../shared/exit";
import { printResult } from "../shared/print";

export interface GateOptions {
  readonly head: string;
  /** `success` where the review was made and found nothing lost; any other word of GitHub's is no success. */
  readonly review: string;
  readonly link: string;
}

/** Says on a pull request's head whether it may be merged; 1 where it may not. For CI's trusted job. */
export const gateCommand = async ({ head, review, link }: GateOptions): Promise<void> => {
  const github = connection(process.env);
  const number = await pullRequestOf(github, head);
  if (number === undefined) {
    process.stderr.write(`no open pull request has ${head} as its head; nothing is decided\n`);
    return;
  }
  const decision = decide({
    approved: await isApproved(github, number, head),
    machinery: await countMachinery(github, number),
    kept: review === "success",
  });
  await setStatus(github, head, decision, link);
  printResult(`${decision.state}: ${decision.description}\n`);
  if (decision.state === "failure") endLater("failed");
};
