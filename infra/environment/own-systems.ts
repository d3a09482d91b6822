import type { Environment, SwitchableVendor } from "../../monitors/model/environment";
import { switchableVendors } from "../../monitors/model/environment";
import { placeholderEnvironment } from "./placeholder";

/** What a program says of its environment: of the systems that it has, and no others. */
export type OwnSystems<Name extends string> = Pick<
  Environment<Name>,
  "name" | "slack" | "email" | "onCall" | "runbooks" | "runbookSite"
> &
  Partial<Omit<Environment<Name>, "switchedOff">>;

/**
 * The environment of a program that has some systems alone. The others are switched off for the reason that is given, so that nothing is
 * declared at them and a row that reads from one is said; a placeholder stands where their addresses would.
 *
 * @param systems those that it has: `["datadog", "pagerduty"]`
 */
export const environmentOf = <Name extends string>(
  own: OwnSystems<Name>,
  systems: readonly SwitchableVendor[],
  reason: string,
): Environment<Name> => {
  const { name, runbooks, businessQueries = {}, boardQueries = {} } = own;
  const off = switchableVendors.filter((vendor) => !systems.includes(vendor));
  return {
    ...placeholderEnvironment(name, { runbooks, businessQueries, boardQueries }),
    vercel: undefined,
    newrelic: undefined,
    ...own,
    switchedOff: Object.fromEntries(off.map((vendor) => [vendor, reason])),
  };
};
