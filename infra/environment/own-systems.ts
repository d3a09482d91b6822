import {
  switchableVendors,
  type Environment,
  type Identities,
  type SwitchableVendor,
} from "../../monitors/model/environment";
import { placeholderEnvironment } from "./placeholder";

/** What a program says of its environment: of the systems that it has, and of no others. */
export type OwnSystems<Name extends string> = Pick<Environment<Name>, Own> &
  Partial<Omit<Environment<Name>, Own | "identities" | "switchedOff">> & {
    /** What its sources point at. */
    readonly identities: Partial<Identities>;
  };

type Own = "name" | "slack" | "email" | "onCall" | "runbooks" | "runbookSite";

/**
 * The environment of a program that has some systems alone. The others are switched off for the reason that is given: nothing is declared
 * at them, and a row that reads from one is a diagnostic. The examples of the configuration's schema stand where their addresses would.
 */
export const environmentOf = <Name extends string>(
  { identities, ...own }: OwnSystems<Name>,
  systems: readonly SwitchableVendor[],
  reason: string,
): Environment<Name> => {
  const { name, runbooks, businessQueries = {}, boardQueries = {} } = own;
  const nobodys = placeholderEnvironment(name, { runbooks, businessQueries, boardQueries });
  const off = switchableVendors.filter((vendor) => !systems.includes(vendor));
  return {
    ...nobodys,
    ...{ ownsAccount: false, vercel: undefined, newrelic: undefined },
    ...own,
    identities: { ...nobodys.identities, ...identities },
    switchedOff: Object.fromEntries(off.map((vendor) => [vendor, reason])),
  };
};
