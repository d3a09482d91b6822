import type { RenderQuiet } from "../plan/vendor";
import { formatMoment, type PlannedQuiet } from "../plan/quiet";
import type { DatadogDeclaration } from "./declaration";

/**
 * A downtime for each service or signal: its monitors, and the synthetic tests' own, are known by the tags that all of them
 * carry, so that a row that is added meanwhile is quiet too. What still fails at the end is told then.
 */
export const renderQuiet: RenderQuiet<DatadogDeclaration> = (quiet, covered, { environment }) => {
  const seen = new Set(covered.flatMap(({ watches }) => watches?.signal ?? []));
  return unitsOf(quiet, seen).map(({ name, tag }): DatadogDeclaration => ({
    vendor: "datadog",
    type: "datadog:index/downtimeSchedule:DowntimeSchedule",
    name: `${quiet.key}.${name}`,
    keeps: quiet.key,
    args: {
      // All groups of a monitor; which monitors, the tags say.
      scope: "*",
      monitorIdentifier: { monitorTags: [`env:${environment.name}`, tag] },
      oneTimeSchedule: { start: formatMoment(quiet.from), end: formatMoment(quiet.until) },
      displayTimezone: "UTC",
      message: `${quiet.reason} (${quiet.owner})`,
      notifyEndStates: ["alert", "no data"],
      notifyEndTypes: ["expired", "canceled"],
    },
  }));
};

const unitsOf = ({ services, signals }: PlannedQuiet, seen: ReadonlySet<string>) =>
  services.length === 0
    ? [...signals].filter((id) => seen.has(id)).map((id) => ({ name: id, tag: `signal:${id}` }))
    : services
        .filter((service) => [...seen].some((id) => id.startsWith(`${service}.`)))
        .map((service) => ({ name: service, tag: `service:${service}` }));
