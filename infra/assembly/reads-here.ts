import type { Environment } from "../../monitors/model/environment";
import type { Feed } from "../../monitors/model/sources/feed";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { watchesOf } from "./outcomes";
import { isOn } from "../environment/switched-off";
import { groupByEach } from "../../monitors/model/group-by";

/**
 * Which measures and objectives read a feed in the environment, by the feed. What only a switched-off vendor or an unpaid
 * source would read is not among them.
 */
export const readsHere = (plan: MonitoringPlan, environment: Environment): ReadonlyMap<Feed, readonly string[]> => {
  const read = [
    ...watchesOf(plan, environment).map(({ source, measure: { name } }) => ({ source, name })),
    ...plan.objectives
      .filter(({ source }) => isOn(environment, source.vendor))
      .map(({ source, id }) => ({ source, name: id })),
  ];
  const readers = groupByEach(read, ({ source }) => source.reads);
  return new Map([...readers].map(([feed, of]) => [feed, [...new Set(of.map(({ name }) => name))]]));
};
