import Table from "cli-table3";
import type { DeclaredStack } from "../../infra/declare";
import { keyOf } from "../../monitors/declaration/declaration";
import { emitterOf, type Emission, type Emitter, type ResourceKey } from "../../monitors/model/emission";
import type { Feed } from "../../monitors/model/sources/feed";
import type { Paint } from "../shared/paint";
import { noBorders, trimLines } from "./text";
import { compareText } from "../../monitors/model/compare-text";

/** Who sends what the catalogue reads: an alert on what nobody sends is worse than none. */

type Status = "here" | "later" | "missing";

interface EmittedFeed {
  readonly feed: Feed;
  /** Undefined where nobody is known to send it. */
  readonly emitter: Emitter | undefined;
  /** What it takes to be sent, and is not declared in this environment. */
  readonly undeclared: readonly ResourceKey[];
  readonly status: Status;
  /** Measures and objectives. */
  readonly readBy: readonly string[];
}

/** Every feed that is read in the environment, by its name. */
export const emittersOf = ({ reads, declarations }: DeclaredStack, emission: Emission): readonly EmittedFeed[] => {
  const keys = declarations.map(keyOf);
  const isDeclared = (wanted: ResourceKey): boolean =>
    keys.some((key) => key === wanted || key.startsWith(`${wanted}.`));
  return [...reads]
    .map(([feed, readBy]) => {
      const emitter = emitterOf(emission, feed);
      const undeclared = (emitter?.declares ?? []).filter((key) => !isDeclared(key));
      return { feed, emitter, undeclared, status: statusOf(emitter, undeclared), readBy };
    })
    .toSorted((a, b) => compareText(a.feed, b.feed));
};

const statusOf = (emitter: Emitter | undefined, undeclared: readonly ResourceKey[]): Status => {
  if (emitter === undefined) return "missing";
  return emitter.status === "here" && undeclared.length > 0 ? "missing" : emitter.status;
};

export const toEmittersJson = (declared: DeclaredStack, emission: Emission) => ({
  version: 1,
  environment: declared.plan.environment,
  feeds: emittersOf(declared, emission).map(({ feed, emitter, undeclared, status, readBy }) => ({
    feed,
    ...emitter,
    status,
    ...(undeclared.length === 0 ? {} : { undeclared }),
    readBy,
  })),
});

/** Where it is set up, or what is not there of it. */
const placeOf = ({ emitter, undeclared }: EmittedFeed): string => {
  if (undeclared.length > 0) return `not declared here: ${undeclared.join(", ")}`;
  return [
    ...(emitter === undefined || emitter.by === "built-in" ? [] : [emitter.where]),
    ...(emitter?.byHand === undefined ? [] : ["by hand: docs/bootstrap.md"]),
  ].join("; ");
};

export const toEmittersText = (declared: DeclaredStack, emission: Emission, paint: Paint): string => {
  const feeds = emittersOf(declared, emission);
  const table = new Table({ chars: noBorders, style: { "padding-left": 0, "padding-right": 2, head: [], border: [] } });
  for (const each of feeds) {
    const { feed, emitter, status } = each;
    table.push([
      status === "here" ? "" : paint.warning(status),
      feed,
      emitter === undefined ? "" : `${emitter.by}: ${emitter.who}`,
      placeOf(each),
    ]);
  }
  const counted = (wanted: Status): number => feeds.filter(({ status }) => status === wanted).length;
  return [
    paint.title(`${declared.plan.environment}: who sends what is read`),
    "",
    trimLines(table.toString()),
    "",
    `${feeds.length} feeds: ${counted("here")} sent, ${counted("later")} by emitters still to be built, ${counted("missing")} by nobody`,
    "",
  ].join("\n");
};
