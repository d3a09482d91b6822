import { keyOf, type Declaration } from "../declaration/declaration";
import { isLate, type Late, type Reference } from "../model/late";
import { broken, type Refusal } from "./refusal";

/**
 * The way of an alert, followed link by link through what was rendered, and never through the data it was rendered from:
 * a renderer that is wrong must not be able to prove itself right.
 */

export const transitions = ["alert", "recovery", "no data"] as const;

export type Transition = (typeof transitions)[number];

interface Reach {
  /** The links passed, first one first: `rule payments.P0`. */
  readonly via: readonly string[];
  /** What is told here. Recovery that goes elsewhere leaves an incident open for ever. */
  readonly tells: readonly Transition[];
  /** What a person must have done by hand for this link to hold. */
  readonly byHand?: string;
}

/** Where a vendor's links end: at people who read, or at a key by which PagerDuty opens an incident. */
export type Ending =
  | (Reach & { readonly channel: "pagerduty"; readonly key: Reference })
  | (Reach & { readonly channel: "slack" | "email"; readonly to: string });

/** What follows from one resource that evaluates. */
export interface Followed {
  readonly endings: readonly Ending[];
  /** Links that lead nowhere. */
  readonly broken: readonly Refusal[];
  /** What the evaluator can say at all: one that never tells of missing data sends none anywhere. */
  readonly says: readonly Transition[];
  /** Of missing data it tells as of a breach, to whoever hears of those. */
  readonly silenceAlerts?: true;
  /** How long a breach lasts before it is told, in seconds, over and above the span that one value is of. */
  readonly holdsSeconds: number;
  /** It tells at once, whatever it is told to. As a backstop it therefore rings nobody, and is read beside its primary. */
  readonly cannotWait?: true;
}

/** All that one vendor declares, ready to be followed from any resource that evaluates; undefined for any other resource. */
export type FollowIn<D extends Declaration> = (declarations: readonly D[]) => (evaluating: D) => Followed | undefined;

/** A link that holds up to where it ends, or one that is broken. */
export type Link = Ending | Refusal;

/** Of the links that were followed, those that end somewhere and those that do not. */
export const sortLinks = (links: readonly Link[]): Pick<Followed, "endings" | "broken"> => ({
  endings: links.filter(isEnding),
  broken: links.filter((link): link is Refusal => !isEnding(link)),
});

const isEnding = (link: Link): link is Ending => "channel" in link;

/** @param file whose code makes the link: `monitors/cloudwatch/topics.ts` */
export const brokenIn =
  (file: string) =>
  (what: string): Refusal =>
    broken(what, "every link of an alert's way leads to a declared resource", `mend ${file}`);

/** What is declared, found by a reference to it. */
export const referredIn = <D extends Declaration>(declarations: readonly D[]): ((value: unknown) => D | undefined) => {
  const all = new Map(declarations.map((declaration) => [keyOf(declaration), declaration]));
  return (value) => {
    const reference = referenceOf(value);
    return reference === undefined ? undefined : all.get(targetOf(reference));
  };
};

/** An argument as text; empty where it is a late value, which nobody knows before the engine runs. */
export const textOf = (value: string | number | Late | undefined): string =>
  typeof value === "object" || value === undefined ? "" : String(value);

export const referenceOf = (value: unknown): Reference | undefined =>
  isLate(value) && value.late === "reference" ? value : undefined;

/** Key of the resource that a reference points at. */
export const targetOf = ({ type, name }: Reference): string => `${type} ${name}`;

/** The references within a template, or the one that the value is. */
export const referencesIn = (value: string | number | Late | undefined): readonly Reference[] => {
  if (typeof value !== "object") return [];
  if (value.late === "reference") return [value];
  return value.late === "template" ? value.parts.flatMap((part) => referenceOf(part) ?? []) : [];
};
