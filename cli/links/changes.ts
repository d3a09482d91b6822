import type { Link } from "../../infra/integrations/link";
import { shownAddress } from "../shared/address";

/** A link as its vendor has it. A fact that the vendor does not show is not among its facts. */
export interface PresentLink {
  readonly id: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, string>>;
  /** What is to be known of it: that it is switched off, or fails. */
  readonly note?: string;
}

export type LinkChange =
  | { readonly change: "create"; readonly link: Link }
  | { readonly change: "update"; readonly link: Link; readonly id: string; readonly differences: readonly string[] }
  /** The vendor does not change it, and whoever deletes it must know what is lost meanwhile. */
  | { readonly change: "by hand"; readonly link: Link; readonly id: string; readonly differences: readonly string[] };

/**
 * What makes of a vendor's links what is wanted. Nothing is deleted: what stands beside them somebody made.
 * @param renew writes each anew, with the keys of the state: a vendor does not show keys, so they are not compared
 */
export const changesOf = (
  links: readonly Link[],
  present: readonly PresentLink[],
  renew: boolean,
): readonly LinkChange[] =>
  links.flatMap((link): readonly LinkChange[] => {
    const found = present.find(({ name }) => name === link.name);
    if (found === undefined) return [{ change: "create", link }];
    const fixed = differencesOf(link, found, (fact) => link.fixed?.includes(fact) === true);
    if (fixed.length > 0) return [{ change: "by hand", link, id: found.id, differences: fixed }];
    const differences = [...differencesOf(link, found, () => true), ...(renew ? ["its key is written anew"] : [])];
    return differences.length === 0 ? [] : [{ change: "update", link, id: found.id, differences }];
  });

const differencesOf = ({ facts }: Link, present: PresentLink, isMeant: (fact: string) => boolean): readonly string[] =>
  Object.entries(facts).flatMap(([fact, wanted]) => {
    const found = present.facts[fact];
    return found === undefined || found === wanted || !isMeant(fact)
      ? []
      : [`${fact} ${shown(found)} → ${shown(wanted)}`];
  });

/** An address that somebody made may hold a password. */
const shown = (fact: string): string => (fact.includes("://") ? shownAddress(fact) : fact);

/** Names that more than one link has: which of them is ours nobody can tell. */
export const twice = (links: readonly Link[], present: readonly PresentLink[]): readonly string[] =>
  links.map(({ name }) => name).filter((name) => present.filter((each) => each.name === name).length > 1);

export const toText = (
  links: readonly Link[],
  changes: readonly LinkChange[],
  present: readonly PresentLink[],
): string => {
  const lines = links.map((link) => {
    const change = changes.find((each) => each.link.name === link.name);
    const note = present.find(({ name }) => name === link.name)?.note;
    return `${change === undefined ? `as wanted ${link.name}` : wordChange(change)}${note === undefined ? "" : ` (${note})`}`;
  });
  return `${(lines.length === 0 ? ["no link is wanted in this environment"] : lines).join("\n")}\n`;
};

export const wordChange = (change: LinkChange): string => {
  switch (change.change) {
    case "create":
      return `create ${change.link.name}`;
    case "update":
      return `update ${change.link.name}: ${change.differences.join(", ")}`;
    case "by hand":
      return `by hand ${change.link.name}: ${change.differences.join(", ")}, which the vendor does not change: delete it there`;
  }
};
