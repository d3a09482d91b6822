import { z } from "zod";
import { identities } from "../../model/configuration/common";
import { paidFeatures } from "../../model/environment";
import { cloudWatchMetrics, type CloudWatchSource } from "../../model/sources/cloudwatch";
import { stripeEvents } from "../../model/sources/stripe";
import { trailEvents } from "../../model/sources/trail";
import { listOf, oneOf, quantity, rowOf, search, shape, startingWith } from "./words";

const of = <T extends string>(type: T) => ({
  vendor: z.literal("cloudwatch"),
  type: z.literal(type),
  reads: listOf(startingWith("cloudwatch:")),
  requires: rowOf(paidFeatures).exactOptional(),
});

const metric = rowOf(cloudWatchMetrics);

const events = rowOf(stripeEvents);

/** What CloudWatch's sources hold. */
export const cloudWatchForms = [
  shape({ ...of("metric"), metric }),
  shape({ ...of("mean of sums"), spent: listOf(metric), times: listOf(metric) }),
  shape({ ...of("health check"), host: rowOf(identities.shape), path: startingWith("/"), every: quantity("duration") }),
  shape({ ...of("heartbeat"), of: oneOf(["datadog"]) }),
  shape({ ...of("trail"), events: rowOf(trailEvents) }),
  shape({ ...of("alarms"), all: listOf(search), any: listOf(search), needs: listOf(search) }),
  shape({ ...of("events"), events }),
  shape({ ...of("share of events"), part: events, whole: events, leastPart: quantity("count").exactOptional() }),
  shape({ ...of("no events"), events, while: metric }),
  shape({ ...of("undelivered events") }),
] as const satisfies readonly z.ZodType<CloudWatchSource>[];
