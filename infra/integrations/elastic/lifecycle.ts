import { days, inDays, type Quantity } from "../../../monitors/model/quantity";
import type { LogClass } from "../../../monitors/model/sources/elastic";
import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import { dataClasses } from "../logs/retention";
import { physicalName } from "./names";

const LIFECYCLE = "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle";

/** A dead letter holds whatever was sent, unmasked: long enough to mend a pipeline by it, and no longer. */
export const DEAD_LETTERS_KEPT = days(7);

export type Stored = LogClass | "dead_letter";

export const keptFor = (stored: Stored): Quantity<"duration"> =>
  stored === "dead_letter" ? DEAD_LETTERS_KEPT : dataClasses[stored].kept;

/** An index is written for a day, and its age is counted from the end of that: what is in it may be a day older. */
const WRITTEN_FOR_DAYS = 1;

/** Searched by whoever is on call. After that a log is looked up, now and then. */
const HOT_DAYS = 7;

/**
 * Hot while it is written and looked at, then warm: read-only, one segment, recovered last; then deleted. The span counts from an
 * index's rollover (https://www.elastic.co/docs/manage-data/lifecycle/index-lifecycle-management/index-lifecycle), so that the day for
 * which it was written is taken off: nothing is kept for longer than its class allows.
 */
export const renderLifecycle = (stored: Stored, environment: string): ElasticDeclaration => {
  const kept = inDays(keptFor(stored)) - WRITTEN_FOR_DAYS;
  return {
    vendor: "elastic",
    type: LIFECYCLE,
    name: stored,
    args: {
      name: physicalName(environment, stored),
      hot: {
        rollover: { maxAge: `${WRITTEN_FOR_DAYS}d`, maxPrimaryShardSize: "50gb" },
        setPriority: { priority: 100 },
      },
      ...(kept > HOT_DAYS
        ? {
            warm: {
              minAge: `${HOT_DAYS}d`,
              readonly: { enabled: true },
              forcemerge: { maxNumSegments: 1 },
              setPriority: { priority: 50 },
            },
          }
        : {}),
      delete: { minAge: `${kept}d`, delete: { deleteSearchableSnapshot: true } },
    },
  };
};
