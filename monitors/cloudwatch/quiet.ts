import { formatMoment, type PlannedQuiet } from "../plan/quiet";
import type { RenderQuiet } from "../plan/vendor";
import type { RenderContext } from "../plan/watch";
import type { CloudWatchDeclaration } from "./declaration";
import { physicalName, regionOf, type Home } from "./names";
import { ref, type Reference } from "../model/late";
import { compareText } from "../model/compare-text";

/** A mute rule for each region that has alarms to mute: a rule names alarms of its own region. */
export const renderQuiet: RenderQuiet<CloudWatchDeclaration> = (quiet, covered, context) => {
  const alarms = covered.filter(isAlarm);
  return (["regional", "global"] as const).flatMap((home) => {
    const here = alarms.filter(({ args }) => args.region === regionOf(home, context));
    return here.length === 0 ? [] : [renderRule(quiet, home, here, context)];
  });
};

type Alarm = Extract<
  CloudWatchDeclaration,
  { type: "aws:cloudwatch/metricAlarm:MetricAlarm" | "aws:cloudwatch/compositeAlarm:CompositeAlarm" }
>;

const isAlarm = (each: CloudWatchDeclaration): each is Alarm =>
  each.type === "aws:cloudwatch/metricAlarm:MetricAlarm" ||
  each.type === "aws:cloudwatch/compositeAlarm:CompositeAlarm";

/** The alarm's name at AWS, which exists once the alarm does. */
const nameOf = ({ type, name }: Alarm): Reference =>
  ref(type, name, type === "aws:cloudwatch/compositeAlarm:CompositeAlarm" ? "alarmName" : "name");

const MINUTE = 60_000;

/**
 * Once, at a minute of UTC, for so many minutes. Alarms go on changing their state; only their actions are kept back, and an
 * alarm that still rings at the end acts then.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html
 */
const renderRule = (
  quiet: PlannedQuiet,
  home: Home,
  alarms: readonly Alarm[],
  context: RenderContext,
): CloudWatchDeclaration => ({
  vendor: "cloudwatch",
  type: "aws:cloudwatch/alarmMuteRule:AlarmMuteRule",
  name: `${quiet.key}.${home}`,
  keeps: quiet.key,
  args: {
    name: physicalName(context.environment.name, `quiet-${quiet.key}`),
    description: `${quiet.reason} (${quiet.owner})`,
    region: regionOf(home, context),
    rule: {
      schedule: {
        expression: `at(${formatMoment(quiet.from).slice(0, "2026-01-01T00:00".length)})`,
        duration: `PT${(quiet.until - quiet.from) / MINUTE}M`,
        timezone: "UTC",
      },
    },
    muteTargets: {
      // By name: the order of the rows must not touch the rule.
      alarmNames: alarms.toSorted((a, b) => compareText(a.name, b.name)).map(nameOf),
    },
    tags: { env: context.environment.name },
  },
});
