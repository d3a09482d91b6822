import { groupBy } from "../../monitors/model/group-by";
import { priorities, type Priority } from "../../monitors/model/priority";
import type { VendorName } from "../../monitors/model/sources/source";
import { priorityOfService } from "../../monitors/plan/destination";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import type { Incident } from "./incidents";

export interface VendorCount {
  readonly vendor: VendorName | "unknown";
  readonly priority: Priority | "unknown";
  readonly incidents: number;
}

interface Counted extends Pick<Incident, "service"> {
  readonly vendor: VendorName | undefined;
}

/** Each vendor that watches anything, with each priority: that there was none is known, too. */
export const countsOf = (plan: MonitoringPlan, judged: readonly Counted[]): readonly VendorCount[] => {
  const watching = [
    ...plan.signals.flatMap(({ measures }) => measures.flatMap(({ source, backstop }) => [source, backstop ?? source])),
    ...plan.objectives.map(({ source }) => source),
  ];
  const paging = priorities.filter((priority) => plan.routes[priority].pages);
  const none = new Set(watching.map(({ vendor }) => vendor));
  const groups = groupBy(
    judged,
    ({ vendor = "unknown", service }) => `${vendor} ${priorityOfService(service) ?? "unknown"}`,
  );
  const kinds = [...none, "unknown" as const].flatMap((vendor) =>
    [...paging, "unknown" as const].map((priority) => ({ vendor, priority })),
  );
  return kinds
    .map(({ vendor, priority }) => ({ vendor, priority, incidents: groups.get(`${vendor} ${priority}`)?.length ?? 0 }))
    .filter(({ vendor, priority, incidents }) => incidents > 0 || (vendor !== "unknown" && priority !== "unknown"));
};
