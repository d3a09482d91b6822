import type { Input } from "@pulumi/pulumi";

/** What stands inside the arguments. Of each either-or, exactly one field is given. */

export interface AlertActionFilter {
  readonly actions: Input<Input<AlertActionFilterAction>[]>;
  readonly conditions?: Input<Input<AlertActionFilterCondition>[] | undefined>;
  /** `any`, `any-short`, `all` or `none` */
  readonly logicType: Input<string>;
}

export interface AlertActionFilterAction {
  readonly email?: Input<AlertActionFilterActionEmail | undefined>;
  readonly pagerduty?: Input<AlertActionFilterActionPagerduty | undefined>;
  readonly slack?: Input<AlertActionFilterActionSlack | undefined>;
}

export interface AlertActionFilterActionEmail {
  readonly fallthroughType?: Input<string | undefined>;
  readonly targetId?: Input<string | undefined>;
  readonly targetType: Input<string>;
}

export interface AlertActionFilterActionPagerduty {
  readonly integrationId: Input<string>;
  readonly serviceId: Input<string>;
  readonly serviceName: Input<string>;
  readonly severity: Input<string>;
}

export interface AlertActionFilterActionSlack {
  readonly channelId?: Input<string | undefined>;
  readonly channelName: Input<string>;
  readonly integrationId: Input<string>;
  readonly notes?: Input<string | undefined>;
  readonly tags?: Input<string | undefined>;
}

export interface AlertActionFilterCondition {
  readonly eventFrequencyCount?: Input<AlertActionFilterConditionEventFrequencyCount | undefined>;
  readonly eventUniqueUserFrequencyCount?: Input<AlertActionFilterConditionEventUniqueUserFrequencyCount | undefined>;
  readonly issuePriorityDeescalating?: Input<AlertActionFilterConditionIssuePriorityDeescalating | undefined>;
  readonly issuePriorityGreaterOrEqual?: Input<AlertActionFilterConditionIssuePriorityGreaterOrEqual | undefined>;
  readonly taggedEvent?: Input<AlertActionFilterConditionTaggedEvent | undefined>;
}

export interface AlertActionFilterConditionEventFrequencyCount {
  readonly interval: Input<string>;
  /** More events than this. */
  readonly value: Input<number>;
}

export interface AlertActionFilterConditionEventUniqueUserFrequencyCount {
  readonly interval: Input<string>;
  /** More users than this. */
  readonly value: Input<number>;
}

export interface AlertActionFilterConditionIssuePriorityDeescalating {
  readonly comparison: Input<number>;
}

export interface AlertActionFilterConditionIssuePriorityGreaterOrEqual {
  readonly comparison: Input<number>;
}

export interface AlertActionFilterConditionTaggedEvent {
  readonly key: Input<string>;
  /** `eq`, `ns` (is not set), … */
  readonly match: Input<string>;
  /** Absent for `is` and `ns`. */
  readonly value?: Input<string | undefined>;
}

export interface AlertTriggerCondition {
  readonly firstSeenEvent?: Input<AlertTriggerConditionFirstSeenEvent | undefined>;
  readonly regressionEvent?: Input<AlertTriggerConditionRegressionEvent | undefined>;
}

export type AlertTriggerConditionFirstSeenEvent = Readonly<Record<string, never>>;

export type AlertTriggerConditionRegressionEvent = Readonly<Record<string, never>>;

export interface MetricMonitorConditionGroup {
  readonly conditions: Input<Input<MetricMonitorConditionGroupCondition>[]>;
  readonly logicType?: Input<string | undefined>;
}

export interface MetricMonitorConditionGroupCondition {
  readonly comparison?: Input<number | undefined>;
  /** 75 high, 50 medium, 0 resolved */
  readonly conditionResult: Input<number>;
  readonly type: Input<string>;
}

export interface MetricMonitorIssueDetection {
  readonly comparisonDelta?: Input<number | undefined>;
  /** `static`, `percent` or `dynamic` */
  readonly type: Input<string>;
}

export interface MetricMonitorOwner {
  readonly teamId?: Input<string | undefined>;
  readonly userId?: Input<string | undefined>;
}

export interface CronMonitorOwner {
  readonly teamId?: Input<string | undefined>;
  readonly userId?: Input<string | undefined>;
}

/** A crontab, or an interval with its unit. */
export interface CronMonitorSchedule {
  readonly crontab?: Input<string | undefined>;
  /** `year`, `month`, `week`, `day`, `hour` or `minute` */
  readonly intervalUnit?: Input<string | undefined>;
  readonly intervalValue?: Input<number | undefined>;
}

export interface UptimeMonitorOwner {
  readonly teamId?: Input<string | undefined>;
  readonly userId?: Input<string | undefined>;
}
