import wrap from "wrap-ansi";
import type { DeclaredStack } from "../../infra/declare";
import type { RouteProof, Telling } from "../../infra/checks/routing/proof";
import { formatQuantity, formatWindow, seconds } from "../../monitors/model/quantity";
import type { Paint } from "../shared/paint";
import { diagnosticLines } from "./text";

/** Who is told of each level, when, and by what links: the routing proof, for people and for machines. */

/** What is told at one moment to one group by one way, by all its channels together. */
export interface Moment extends Omit<Telling, "channel"> {
  readonly channels: readonly Telling["channel"][];
}

export const momentsOf = ({ timeline }: RouteProof): readonly Moment[] => byMoment(timeline());

/** The same of missing data. */
export const silenceOf = ({ silence }: RouteProof): readonly Moment[] => byMoment(silence());

const byMoment = (tellings: readonly Telling[]): readonly Moment[] => {
  const found = new Map<string, Moment>();
  for (const { channel, ...rest } of tellings) {
    const key = JSON.stringify([rest.afterSeconds, rest.who, rest.via]);
    const there = found.get(key);
    // What one of the channels needs by hand is said of them all: the others ring without it.
    found.set(key, { ...rest, ...there, channels: [...(there?.channels ?? []), channel] });
  }
  return [...found.values()];
};

export const toRoutesJson = ({ plan, proofs, diagnostics }: DeclaredStack) => ({
  version: 1,
  environment: plan.environment,
  routes: proofs.map(({ name, signal, measure, level, priority, vendor, role, stage, timeline }) => ({
    name,
    signal,
    measure,
    level,
    priority,
    vendor,
    role,
    stage,
    timeline: timeline().map(({ afterSeconds, ...rest }) => ({ after: formatWindow(seconds(afterSeconds)), ...rest })),
  })),
  diagnostics,
});

const WIDTH = 100;
const INDENT = 10;

/** For people: a line for each moment, the links below it, and what rests on somebody's hands as a numbered note. */
export const toRoutesText = ({ plan, proofs, diagnostics }: DeclaredStack, paint: Paint): string => {
  const notes = [...new Set(proofs.flatMap(({ timeline }) => timeline().flatMap(({ byHand }) => byHand ?? [])))];
  return [
    paint.title(`${plan.environment}: who is told of each level, when, and by what links`),
    "",
    ...proofs.flatMap((proof) => [...proofLines(proof, notes, paint), ""]),
    ...(notes.length === 0 ? [] : ["Rests on what a person did by hand (docs/bootstrap.md):"]),
    ...notes.flatMap((note, index) => indented(`[${index + 1}] ${note}`, 2)),
    ...(notes.length === 0 ? [] : [""]),
    ...(diagnostics.length === 0 ? ["No diagnostics."] : diagnosticLines(diagnostics, paint)),
    "",
  ].join("\n");
};

const proofLines = (proof: RouteProof, notes: readonly string[], paint: Paint): readonly string[] => {
  const { name, level, priority, vendor, role, stage } = proof;
  const colour = level === "critical" ? paint.critical : paint.warning;
  const heading = `${colour(name)}  ${priority}, ${vendor}${role === "backstop" ? ", backstop" : ""}`;
  if (stage === "draft") return [heading, "  draft: nobody"];
  const moments = momentsOf(proof);
  return [heading, ...(moments.length === 0 ? ["  nobody"] : moments.flatMap((moment) => momentLines(moment, notes)))];
};

const momentLines = (
  { afterSeconds, channels, who, via, byHand }: Moment,
  notes: readonly string[],
): readonly string[] => {
  const note = byHand === undefined ? "" : ` [${notes.indexOf(byHand) + 1}]`;
  const after = formatQuantity(seconds(afterSeconds))
    .replace("0 ms", "0 s")
    .padEnd(INDENT - 2);
  return [...indented(`${after}${channels.join(", ")}: ${who}${note}`, 2), ...indented(via.join(" → "), INDENT)];
};

/** Broken at the width of the terminal's hundred columns, what goes on below stands under its text. */
const indented = (text: string, indent: number): readonly string[] =>
  wrap(text, WIDTH - indent - 2, { hard: true, trim: false })
    .split("\n")
    .map((line, index) => `${" ".repeat(index === 0 ? indent : indent + 2)}${line.trim()}`);
