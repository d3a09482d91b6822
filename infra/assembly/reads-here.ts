import type { Environment } from "../../monitors/model/environment";
import type { Feed } from "../../monitors/model/sources/feed";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { watchesOf } from "./outcomes";
import { isOn } from "../environment/switched-off";

/**
 * Which measures and objectives read a feed in the environment, by the feed. What only a switched-off vendor or an unpaid
 * source would read is not among them.
 */
export const readsHere = (plan: MonitoringPlan, environment: Environment): ReadonlyMap<Feed, readonly string[]> => {
  const reads = new Map<Feed, readonly string[]>();
  const read = [
    ...watchesOf(plan, environment).map(({ source, measure: { name } }) => ({ source, name })),
    ...plan.objectives
      .filter(({ source }) => isOn(environment, source.vendor))
      .map(({ source, id }) => ({ source, name: id })),
  ];
  for (const { source, name } of read)
    for (const feed of source.reads) reads.set(feed, [...new Set([...(reads.get(feed) ?? []), name])]);
  return reads;
};
