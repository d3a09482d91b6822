import type { Input } from "@pulumi/pulumi";

/** What stands inside the arguments. */

export interface ElasticsearchComponentTemplateTemplate {
  /** JSON */
  readonly mappings?: Input<string | undefined>;
  /** JSON */
  readonly settings?: Input<string | undefined>;
}

export interface ElasticsearchIndexLifecycleDelete {
  readonly delete?: Input<ElasticsearchIndexLifecycleDeleteDelete | undefined>;
  readonly minAge?: Input<string | undefined>;
}

export interface ElasticsearchIndexLifecycleDeleteDelete {
  readonly deleteSearchableSnapshot?: Input<boolean | undefined>;
}

export interface ElasticsearchIndexLifecycleHot {
  readonly minAge?: Input<string | undefined>;
  readonly rollover?: Input<ElasticsearchIndexLifecycleHotRollover | undefined>;
  readonly setPriority?: Input<ElasticsearchIndexLifecycleSetPriority | undefined>;
}

export interface ElasticsearchIndexLifecycleHotRollover {
  readonly maxAge?: Input<string | undefined>;
  readonly maxPrimaryShardSize?: Input<string | undefined>;
}

export interface ElasticsearchIndexLifecycleSetPriority {
  readonly priority?: Input<number | undefined>;
}

export interface ElasticsearchIndexLifecycleWarm {
  readonly forcemerge?: Input<ElasticsearchIndexLifecycleWarmForcemerge | undefined>;
  readonly minAge?: Input<string | undefined>;
  readonly readonly?: Input<ElasticsearchIndexLifecycleWarmReadonly | undefined>;
  readonly setPriority?: Input<ElasticsearchIndexLifecycleSetPriority | undefined>;
}

export interface ElasticsearchIndexLifecycleWarmForcemerge {
  readonly maxNumSegments?: Input<number | undefined>;
}

export interface ElasticsearchIndexLifecycleWarmReadonly {
  readonly enabled?: Input<boolean | undefined>;
}

export interface ElasticsearchIndexTemplateDataStream {
  readonly hidden?: Input<boolean | undefined>;
}

export interface ElasticsearchIndexTemplateTemplate {
  readonly dataStreamOptions?: Input<ElasticsearchIndexTemplateTemplateDataStreamOptions | undefined>;
  /** JSON */
  readonly mappings?: Input<string | undefined>;
  /** JSON */
  readonly settings?: Input<string | undefined>;
}

export interface ElasticsearchIndexTemplateTemplateDataStreamOptions {
  readonly failureStore?: Input<ElasticsearchIndexTemplateTemplateDataStreamOptionsFailureStore | undefined>;
}

export interface ElasticsearchIndexTemplateTemplateDataStreamOptionsFailureStore {
  readonly enabled?: Input<boolean | undefined>;
  readonly lifecycle?: Input<ElasticsearchIndexTemplateTemplateDataStreamOptionsFailureStoreLifecycle | undefined>;
}

export interface ElasticsearchIndexTemplateTemplateDataStreamOptionsFailureStoreLifecycle {
  readonly dataRetention?: Input<string | undefined>;
}

export interface KibanaAlertingRuleAction {
  readonly frequency?: Input<KibanaAlertingRuleActionFrequency | undefined>;
  /** The state that it tells of; each type of rules has its own, and `recovered`. */
  readonly group?: Input<string | undefined>;
  /** A connector's. */
  readonly id: Input<string>;
  /** JSON */
  readonly params: Input<string>;
}

export interface KibanaAlertingRuleActionFrequency {
  /** `onActionGroupChange`, `onActiveAlert` or `onThrottleInterval` */
  readonly notifyWhen?: Input<string | undefined>;
  readonly summary?: Input<boolean | undefined>;
  readonly throttle?: Input<string | undefined>;
}

export interface KibanaDataViewDataView {
  readonly allowNoIndex?: Input<boolean | undefined>;
  readonly id?: Input<string | undefined>;
  readonly name?: Input<string | undefined>;
  readonly timeFieldName?: Input<string | undefined>;
  readonly title: Input<string>;
}

export interface KibanaMaintenanceWindowCustomSchedule {
  readonly duration: Input<string>;
  readonly recurring: Input<KibanaMaintenanceWindowCustomScheduleRecurring>;
  readonly start: Input<string>;
  readonly timezone?: Input<string | undefined>;
}

export interface KibanaMaintenanceWindowCustomScheduleRecurring {
  readonly end?: Input<string | undefined>;
  readonly every?: Input<string | undefined>;
  readonly occurrences?: Input<number | undefined>;
}

export interface KibanaMaintenanceWindowScope {
  readonly alerting: Input<KibanaMaintenanceWindowScopeAlerting>;
}

export interface KibanaMaintenanceWindowScopeAlerting {
  readonly kql: Input<string>;
}

export interface ProviderElasticsearch {
  readonly apiKey?: Input<string | undefined>;
  readonly endpoints?: Input<Input<string>[] | undefined>;
}

export interface ProviderKibana {
  readonly apiKey?: Input<string | undefined>;
  readonly endpoints?: Input<Input<string>[] | undefined>;
}
