/** What ends a program from outside, and lets it put its things away: Ctrl-C, a supervisor's word, a closed terminal. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type Stopped = "timeout" | (typeof SIGNALS)[number];

/**
 * Does what must be put away afterwards. At a signal or after so many milliseconds `stop` is aborted, and the work puts its things away and
 * ends; after a signal the process then dies by it, as whoever sent it expects. A second signal does not wait.
 */
export const untilStopped = async <T>(timeout: number, work: (stop: AbortSignal) => Promise<T>): Promise<T> => {
  const controller = new AbortController();
  let signal: NodeJS.Signals | undefined;
  const onSignal = (name: NodeJS.Signals): void => {
    signal ??= name;
    controller.abort(name);
  };
  for (const name of SIGNALS) process.once(name, onSignal);
  const timer = setTimeout(() => {
    controller.abort("timeout" satisfies Stopped);
  }, timeout);
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    // A signal that came while nothing was awaited is handed over in the loop's next turn.
    await new Promise((resolve) => setImmediate(resolve));
    for (const name of SIGNALS) process.removeListener(name, onSignal);
    if (signal !== undefined) process.kill(process.pid, signal);
  }
};
