import { keyOf } from "../../../monitors/declaration/declaration";
import { ref } from "../../../monitors/model/late";
import { days, inDays } from "../../../monitors/model/quantity";
import type { LogDeclaration } from "./declaration";
import type { DataClassName } from "./retention";

const INDEX = "datadog:index/logsIndex:LogsIndex";

/** https://docs.datadoghq.com/logs/log_configuration/indexes/: "Logs enter the first index whose filter they match", so the widest is last. */
const filters = {
  audit: "@evt.name:*",
  // An event has a path too. Archives are in the order in which they were made, so that no filter may lean on it.
  access: "@http.url_details.path:* -@evt.name:*",
  application: "*",
} as const satisfies Readonly<Record<DataClassName, string>>;

export const indexFilters: readonly (readonly [DataClassName, string])[] = [
  ["audit", filters.audit],
  ["access", filters.access],
  ["application", filters.application],
];

/** Searched and alerted on for so long; what must be kept for longer is in the archive. A contract names the retentions it has. */
const SEARCHABLE = days(30);

/** The index that every account begins with, and that nobody can make or delete again: it comes last, and is left nothing. */
const FIRST = "main";

/**
 * No exclusion and no daily limit: log monitors count what is indexed, and an attack must not be able to fill the day's quota and
 * then go on unseen. An index cannot be made again under a name that was deleted, hence the protection. The order is one list of
 * the whole account: a new index stands after `main`, which takes everything, until it is in this list; an index that
 * somebody made by hand must be added to it, and Datadog refuses the list until it is.
 */
export const renderIndexes = (): readonly LogDeclaration[] => [
  ...indexFilters.map(([name, query]): LogDeclaration => ({
    vendor: "datadog",
    type: INDEX,
    name,
    protect: true,
    args: {
      name: `driplo-${name}`,
      filters: [{ query }],
      retentionDays: inDays(SEARCHABLE),
      disableDailyLimit: true,
    },
  })),
  {
    vendor: "datadog",
    type: "datadog:index/logsIndexOrder:LogsIndexOrder",
    name: "all",
    args: { name: "all", indexes: [...indexFilters.map(([name]) => ref(INDEX, name, "name")), FIRST] },
    after: indexFilters.map(([name]) => keyOf({ type: INDEX, name })),
  },
];
