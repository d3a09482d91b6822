import { AnswerTooLarge } from "./bounded-fetch";
import { CommandError } from "./exit";

/** A vendor that refused, or was not reached. */
export class VendorError extends CommandError {
  /** Undefined where nothing was answered. */
  readonly status: number | undefined;

  constructor(status: number | undefined, line: string) {
    super("vendor", line);
    this.status = status;
  }
}

/** Why no answer came, without the address, which ky's own messages hold. undici keeps `ECONNREFUSED` in the cause. @param timeout milliseconds */
export const whyUnanswered = (error: unknown, timeout: number): string => {
  if (!(error instanceof Error)) return "no connection";
  if (error instanceof AnswerTooLarge) return error.message;
  if (error.name === "TimeoutError") return `nothing within ${timeout / 1_000} s`;
  const code: unknown = error.cause instanceof Error && "code" in error.cause ? error.cause.code : undefined;
  return typeof code === "string" ? code : "no connection";
};
