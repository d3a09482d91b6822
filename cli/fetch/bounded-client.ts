import { Readable, Transform, pipeline } from "node:stream";
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { AnswerTooLarge, LARGEST_ANSWER } from "../shared/bounded-fetch";

/** AWS's client has no limit of its own, and reads over Node's http. Innermost, so that it sees the answer before anything reads it. */
export const boundedClient = (client: CloudWatchClient): CloudWatchClient => {
  client.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      const { response } = result;
      if (isWithBody(response)) response.body = limited(response.body);
      return result;
    },
    { step: "deserialize", priority: "low", name: "boundedAnswer" },
  );
  return client;
};

const isWithBody = (response: unknown): response is { body: Readable } =>
  typeof response === "object" && response !== null && "body" in response && response.body instanceof Readable;

const limited = (body: Readable): Readable => {
  let size = 0;
  const limit = new Transform({
    transform: (piece: Buffer, _encoding, done) => {
      size += piece.length;
      done(size > LARGEST_ANSWER ? new AnswerTooLarge(LARGEST_ANSWER) : null, piece);
    },
  });
  // A fault reaches whoever reads the last of the two.
  return pipeline(body, limit, () => undefined);
};
