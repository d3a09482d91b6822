import type { Route } from "../model/route";
import type { Destination } from "../plan/destination";
import type { Home } from "./names";

/** One SNS topic: where it is, and whose alarms it carries. */
export interface Topic {
  readonly name: string;
  readonly home: Home;
  readonly destination: Destination;
  readonly route: Route;
}

export const channelsOf = ({ steps }: Route): ReadonlySet<string> => new Set(steps.flatMap((step) => step.channels));
