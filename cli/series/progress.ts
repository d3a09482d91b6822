/** One line that is written over, on a terminal only; nothing takes it away. */
export const progressOn =
  (stream: NodeJS.WriteStream) =>
  (words: string): void => {
    if (stream.isTTY) stream.write(`\r\u001b[K${words}`);
  };
