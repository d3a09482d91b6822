import Table from "cli-table3";
import type { DeclaredStack } from "../infra/declare";
import { emitterOf, type Emission, type Emitter } from "../monitors/model/emission";
import type { Feed } from "../monitors/model/sources/source";
import type { Paint } from "./paint";
import { noBorders, trimLines } from "./plan-text";

/** Who sends what the catalogue reads: an alert on what nobody sends is worse than none. */

interface EmittedFeed {
  readonly feed: Feed;
  /** Undefined where nobody is known to send it. */
  readonly emitter: Emitter | undefined;
  /** Measures and objectives. */
  readonly readBy: readonly string[];
}

/** Every feed that is read, by its name. */
export const emittersOf = ({ plan }: DeclaredStack, emission: Emission): readonly EmittedFeed[] => {
  const readers = new Map<Feed, readonly string[]>();
  const add = (feeds: readonly Feed[], reader: string): void => {
    for (const feed of feeds) readers.set(feed, [...new Set([...(readers.get(feed) ?? []), reader])]);
  };
  for (const { measures } of plan.signals)
    for (const { source, backstop, name } of measures) add([...source.reads, ...(backstop?.reads ?? [])], name);
  for (const { source, id } of plan.objectives) add(source.reads, id);
  return [...readers]
    .map(([feed, readBy]) => ({ feed, emitter: emitterOf(emission, feed), readBy }))
    .toSorted((a, b) => (a.feed < b.feed ? -1 : 1));
};

const statusOf = (emitter: Emitter | undefined): "here" | "later" | "missing" => emitter?.status ?? "missing";

export const toEmittersJson = (declared: DeclaredStack, emission: Emission) => ({
  version: 1,
  environment: declared.plan.environment,
  feeds: emittersOf(declared, emission).map(({ feed, emitter, readBy }) => ({
    feed,
    ...emitter,
    status: statusOf(emitter),
    readBy,
  })),
});

export const toEmittersText = (declared: DeclaredStack, emission: Emission, paint: Paint): string => {
  const feeds = emittersOf(declared, emission);
  const table = new Table({ chars: noBorders, style: { "padding-left": 0, "padding-right": 2, head: [], border: [] } });
  for (const { feed, emitter } of feeds) {
    const status = statusOf(emitter);
    table.push([
      status === "here" ? "" : paint.warning(status),
      feed,
      emitter === undefined ? "" : `${emitter.by}: ${emitter.who}`,
      emitter === undefined || emitter.by === "built-in" ? "" : emitter.where,
    ]);
  }
  const counted = (status: string): number => feeds.filter(({ emitter }) => statusOf(emitter) === status).length;
  return [
    paint.title(`${declared.plan.environment}: who sends what is read`),
    "",
    trimLines(table.toString()),
    "",
    `${String(feeds.length)} feeds: ${String(counted("here"))} sent, ${String(counted("later"))} by emitters still to be built, ${String(counted("missing"))} by nobody`,
    "",
  ].join("\n");
};
