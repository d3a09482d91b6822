import { ref, template, type Reference, type Template } from "../model/late";
import { formatQuantity, inSeconds, isDuration, minutes } from "../model/quantity";
import type { BeatIntoDatadog } from "../model/sources/datadog";
import type { VendorName } from "../model/sources/source";
import type { PlannedMeasure } from "./plan";
import type { Refusal } from "./refusal";

/**
 * Where vendors meet to hear of each other. What beats is declared in `infra/integrations/heartbeat`, what listens by the
 * vendor that evaluates; the names below are all that one needs to know of the other.
 */

/** A beat comes once in this time. */
export const BEAT_EVERY = minutes(5);

/** What a beat is called wherever it must be found: in an alarm's name, a test's tag, an event's title. */
export const beatName = (environment: string, of: VendorName): string => `driplo-${environment}-heartbeat-${of}`;

/** Logical name of what beats and carries the beat, for each type once. */
export const HEARTBEAT = "heartbeat";

/** The key with which a vendor may write into Datadog, and nothing else: one for each, so that each can be taken back. */
export const beatKey = (of: BeatIntoDatadog): Reference =>
  ref("datadog:index/apiKey:ApiKey", `${HEARTBEAT}.${of}`, "key");

/**
 * Datadog's end of the bridge to Amazon EventBridge. Its id is the source's name with the suffix that Datadog gives it, as in
 * `@awseventbridge-Datadog-aaa111bbbc` of a message and `aws.partner/datadog.com/Datadog-aaa111bbbc` at AWS.
 * @see https://docs.datadoghq.com/integrations/amazon_event_bridge/ (handle; the resource is imported by that name)
 */
const bridge: Reference = ref("datadog:aws/integrationEventBridge:IntegrationEventBridge", HEARTBEAT, "id");

/** In a monitor's message: tells the bridge. */
export const bridgeHandle: Template = template("@awseventbridge-", bridge);

/** The same, as Amazon EventBridge knows it. */
export const bridgeSource: Template = template("aws.partner/datadog.com/", bridge);

/** Shorter than the time between two beats, a silence is none; parts of a minute nobody counts. */
export const refuseSilence = ({ levels }: PlannedMeasure): Refusal | undefined => {
  const wrong = levels.find(
    ({ threshold: { at } }) =>
      at !== undefined &&
      isDuration(at) &&
      (inSeconds(at) <= inSeconds(BEAT_EVERY) || !Number.isInteger(inSeconds(at) / 60)),
  );
  return wrong?.threshold.at === undefined
    ? undefined
    : {
        what: `${wrong.name} tells after ${formatQuantity(wrong.threshold.at)}`,
        rule: `a beat comes every ${formatQuantity(BEAT_EVERY)}: silence is longer than that, in whole minutes`,
        remedy: "lengthen the threshold",
      };
};
