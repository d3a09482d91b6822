import { ref, type Reference } from "../model/late";
import { destinationName, type Destination } from "../plan/destination";
import type { RenderContext } from "../plan/watch";

/** Where an alarm lives: the stack's region, or us-east-1, where global services publish their metrics. */
export type Home = "regional" | "global";

/** An alarm's actions must be in its own region, so each region has topics of its own. */
export const GLOBAL_REGION = "us-east-1";

export const regionOf = (home: Home, { environment }: RenderContext): string =>
  home === "global" ? GLOBAL_REGION : environment.aws.region;

/**
 * Physical names carry the environment: PutMetricAlarm and CreateTopic are upserts by name, and a clash would silently
 * overwrite another environment's.
 */
export const physicalName = (environment: string, name: string): string => `driplo-${environment}-${name}`;

/** A topic for each destination that pages, and one for each priority that does not. */
export const topicName = (
  destination: Pick<Destination, "service" | "priority">,
  home: Home,
  context: RenderContext,
): string => `${context.routeOf(destination).pages ? destinationName(destination) : destination.priority}.${home}`;

export const topicArn = (name: string): Reference => ref("aws:sns/topic:Topic", name, "arn");
