import { loadMasks, type Masks } from "./masks";
import type { Adapter, Purpose, Sink } from "./sink";
import { describeVisit } from "./visit";

/** With the masks, which are loaded with the first SDK: nothing leaves before they are there. */
export type Call = (sink: Sink, masks: Masks) => void;

/** The way to one system: closed until its purpose is granted. */
export interface Line {
  readonly purpose: Purpose;
  readonly isOpen: () => boolean;
  readonly allow: (granted: boolean) => void;
  readonly tell: (call: Call) => void;
}

/** Calls that wait for an SDK to load, after consent. Where it never does (blocked), they stay the last. */
const MOST_WAITING = 100;

export const createLine = ({ purpose, start }: Adapter): Line => {
  let granted = false;
  let started = false;
  let told: readonly [Sink, Masks] | undefined;
  let waiting: readonly Call[] = [];

  const deliver = (call: Call): void => {
    try {
      if (told !== undefined) call(...told);
    } catch {
      // Not even a log: SDKs report what is logged as an error.
    }
  };

  const open = async (): Promise<void> => {
    told = await Promise.all([start(describeVisit()), loadMasks()]);
    if (!granted) deliver((it) => it.allow?.(false));
    const calls = waiting;
    waiting = [];
    for (const call of calls) deliver(call);
  };

  return {
    purpose,
    isOpen: () => granted,
    allow: (next) => {
      if (next === granted) return;
      granted = next;
      if (!granted) waiting = [];
      deliver((it) => it.allow?.(next));
      if (!granted || started) return;
      started = true;
      void open().catch(() => undefined);
    },
    tell: (call) => {
      if (!granted) return;
      if (told !== undefined) deliver(call);
      else if (waiting.length < MOST_WAITING) waiting = [...waiting, call];
    },
  };
};
