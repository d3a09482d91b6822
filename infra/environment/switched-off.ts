import type { Environment, PaidFeature, SwitchableVendor } from "../../monitors/model/environment";
import { type Source, heartbeatOf, requirementOf } from "../../monitors/model/sources/source";

export const isOn = ({ switchedOff }: Pick<Environment, "switchedOff">, vendor: SwitchableVendor): boolean =>
  switchedOff[vendor] === undefined;

/** Whether a source can be watched: by its vendor, a heartbeat only of a vendor that beats, and what somebody pays for. */
export const isSeen = (environment: Pick<Environment, "switchedOff" | "aws">, source: Source): boolean =>
  [source.vendor, heartbeatOf(source)].every((vendor) => vendor === undefined || isOn(environment, vendor)) &&
  lacking(source, environment) === undefined;

/** What the source needs and the environment does without. */
export const lacking = (source: Source, { aws }: Pick<Environment, "aws">): PaidFeature | undefined => {
  const required = requirementOf(source);
  return required === undefined || aws[required] ? undefined : required;
};
