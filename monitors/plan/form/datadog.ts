import { z } from "zod";
import { identities } from "../../model/configuration/common";
import {
  beatsIntoDatadog,
  nativeUnits,
  rumAttributes,
  rumEvents,
  type DatadogSource,
} from "../../model/sources/datadog";
import { spanKinds } from "../../model/sources/server";
import { syntheticsLocations } from "../../model/sources/synthetics";
import { trailEvents } from "../../model/sources/trail";
import { listOf, oneOf, quantity, rowOf, search, shape, startingWith } from "./words";

const of = <T extends string>(type: T) => ({
  vendor: z.literal("datadog"),
  type: z.literal(type),
  reads: listOf(startingWith("datadog:")),
});

const host = rowOf(identities.shape);

const rumCount = { event: oneOf(rumEvents), filter: search };

const synthetics = { every: quantity("duration"), from: listOf(oneOf(syntheticsLocations)) };

/** What Datadog's sources hold. */
export const datadogForms = [
  shape({ ...of("rum"), attribute: rowOf(rumAttributes), filter: search }),
  shape({ ...of("rum ratio"), part: shape(rumCount), whole: shape(rumCount) }),
  shape({ ...of("rum count"), ...rumCount }),
  shape({ ...of("spans"), service: search, kind: oneOf(spanKinds), filter: search, bad: search }),
  shape({ ...of("metric"), metric: search, unit: oneOf(nativeUnits), filter: search }),
  shape({ ...of("logs"), search, by: startingWith("@").exactOptional() }),
  shape({ ...of("log ratio"), part: search, whole: search }),
  shape({ ...of("log outcomes"), failed: search, succeeded: search, attempt: startingWith("@") }),
  shape({ ...of("trail"), events: rowOf(trailEvents) }),
  shape({ ...of("http"), ...synthetics, host, path: startingWith("/") }),
  shape({ ...of("dns"), ...synthetics, names: listOf(shape({ host, answer: host })) }),
  shape({ ...of("certificate"), ...synthetics, hosts: listOf(host) }),
  shape({ ...of("heartbeat"), of: oneOf(beatsIntoDatadog) }),
] as const satisfies readonly z.ZodType<DatadogSource>[];
