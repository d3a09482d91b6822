import { wordBytes } from "../../infra/environment/plain-file";

/** The one way in which a server's answer is read: a kilobyte that was packed well may be gigabytes of text. */

/** A day by the minute of a thousand groups, or a hundred comments of GitHub's longest. Of JSON that is nothing but brackets it makes 400 MB. */
export const LARGEST_ANSWER = 32 * 1024 * 1024;

/** Whoever sends that much will do so again. */
export class AnswerTooLarge extends Error {
  constructor(most: number) {
    super(`answered with more than ${wordBytes(most)}`);
    this.name = "AnswerTooLarge";
  }
}

/** As `fetch`, with the answer read, unpacked and no larger than that. @param most bytes @throws AnswerTooLarge */
export const boundedFetch =
  (most = LARGEST_ANSWER): typeof fetch =>
  async (input, init) => {
    const answer = await fetch(input, init);
    const bytes = answer.body === null ? null : await readUpTo(answer.body, most);
    const headers = new Headers(answer.headers);
    // It is unpacked by now.
    headers.delete("content-encoding");
    headers.delete("content-length");
    const { status, statusText } = answer;
    return new Response(bytes, { status, statusText, headers });
  };

const readUpTo = async (body: ReadableStream<Uint8Array>, most: number): Promise<Buffer<ArrayBuffer>> => {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    // Leaving the loop lets the connection go.
    if (size > most) throw new AnswerTooLarge(most);
    pieces.push(piece);
  }
  return Buffer.concat(pieces, size);
};
