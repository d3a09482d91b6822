import { cloudwatch } from "../../monitors/model/sources/cloudwatch";
import type { PlannedLevel, PlannedMeasure } from "../../monitors/plan/plan";
import { delayOf } from "../../infra/assembly/vendor-delay";

const onAlarms = cloudwatch.alarms({ all: ["edge.ddos.detected.critical"], any: ["edge.cdn_error_rate.critical"] });

/**
 * Seconds from something that happens to what can be judged: the source's own; of an alarm on alarms those of the metrics beneath it
 * as well; and of a level with two windows at CloudWatch, which is an alarm on two, what such an alarm takes to hear of them.
 */
export const arrivalOf = ({ source }: PlannedMeasure, { sooner }: Pick<PlannedLevel, "sooner">): number => {
  const own = delayOf(source).seconds;
  if (source.type === "alarms") return own + delayOf(cloudwatch.metric("cdn_under_attack")).seconds;
  return sooner !== undefined && source.vendor === "cloudwatch" ? own + delayOf(onAlarms).seconds : own;
};
