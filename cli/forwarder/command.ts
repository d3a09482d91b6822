import { createHash } from "node:crypto";
import { forwarderTemplate } from "../../infra/integrations/aws/forwarder-template";
import { CommandError } from "../shared/exit";
import { printResult } from "../shared/print";

export interface ForwarderOptions {
  readonly url: string;
}

const WITHIN_MS = 30_000;

/**
 * Holds the template that CloudFormation would fetch against the hash of the one that was read.
 * @throws CommandError "failed" where it is another one, "vendor" where it could not be fetched
 */
export const forwarderCommand = async ({ url }: ForwarderOptions): Promise<void> => {
  const found = createHash("sha256")
    .update(await fetchTemplate(url))
    .digest("hex");
  if (found !== forwarderTemplate.sha256)
    throw new CommandError(
      "failed",
      `${url}: the template is not the one that was read: its SHA-256 is ${found}, and ${forwarderTemplate.sha256} is declared; ` +
        "apply nothing, read what changed, and then write the new hash into infra/integrations/aws/forwarder-template.ts",
    );
  printResult(`${url}: SHA-256 ${found}, as declared\n`);
};

const fetchTemplate = async (url: string): Promise<Uint8Array> => {
  try {
    const answer = await fetch(url, { redirect: "error", signal: AbortSignal.timeout(WITHIN_MS) });
    if (!answer.ok) throw new Error(`it answers ${answer.status}`);
    return new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new CommandError("vendor", `${url}: the template could not be fetched (${reasonOf(error)}); try again`);
  }
};

/** Of `fetch failed` the cause says why. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "unknown";
  return error.cause instanceof Error ? error.cause.message : error.message;
};
