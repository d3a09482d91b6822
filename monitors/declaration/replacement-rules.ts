import { sameValue, valueAt, type Json, type Properties } from "./json";

/**
 * Which changed properties replace a resource instead of updating it, for each Pulumi type. Transcribed from the Terraform
 * providers (`ForceNew`, `RequiresReplace`) with property names as Pulumi has them. Read from: DataDog 701d55bc4, PagerDuty
 * v3.32.4, New Relic v3.94.0, Grafana 3f9621f, Sentry v0.15.4, Vercel c8a6711, and the stored versions of hashicorp/terraform-provider-aws (not all of one release).
 */
interface ReplacementRule {
  readonly replacedBy: readonly Replacing[];
  /**
   * The old one is deleted before the new one is made. The bridge does this where the row says so and where a property that it
   * could have named itself was named by the program, as this project always does: pulumi-terraform-bridge
   * pkg/tfbridge/schema.go `nameRequiresDeleteBeforeReplace`. In AWS, PagerDuty and New Relic that is `name` (`SetAutonaming` in
   * each one's provider/resources.go), in Grafana too by its SDK, where `name` may be left out; in Datadog nothing; and never a resource on the plugin framework.
   */
  readonly deletedFirst?: true;
}

/** A property's path; or one that replaces for some changes only. */
type Replacing =
  string | { readonly property: string; readonly when: (before: Json | undefined, after: Json | undefined) => boolean };

/**
 * Every resource of a region has it (hashicorp/terraform-provider-aws internal/provider/sdkv2/region.go and
 * framework/region.go, `forceNewIfRegionChanges`). The provider lets one change pass that is replaced here: from nothing to the
 * provider's own region, and back.
 */
const REGION = "region";

/** Of a dashboard's JSON, whose keys are sorted: its own uid is on the first level, indented once. */
const uidIn = (json: Json | undefined): string | undefined =>
  typeof json === "string" ? /^ "uid": "([^"]*)"/m.exec(json)?.[1] : undefined;

export const REPLACEMENT_RULES: Readonly<Record<string, ReplacementRule>> = {
  // hashicorp/terraform-provider-aws internal/service/cloudwatch/metric_alarm.go: alarm_name, which Pulumi calls `name`
  "aws:cloudwatch/metricAlarm:MetricAlarm": { replacedBy: ["name", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/cloudwatch/alarm_mute_rule.go (framework)
  "aws:cloudwatch/alarmMuteRule:AlarmMuteRule": { replacedBy: ["name", REGION] },
  // hashicorp/terraform-provider-aws internal/service/cloudwatch/composite_alarm.go: alarm_name, and actions_enabled too.
  // Not deletedFirst: `alarmName` is no property the bridge names. A changed actionsEnabled therefore puts the alarm anew under
  // its name and then deletes that name: the alarm is gone.
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { replacedBy: ["alarmName", "actionsEnabled", REGION] },
  // hashicorp/terraform-provider-aws internal/service/events/rule.go
  "aws:cloudwatch/eventRule:EventRule": {
    replacedBy: ["name", "namePrefix", "eventBusName", REGION],
    deletedFirst: true,
  },
  // internal/service/events/target.go beside it, not read: a target is known by its rule, bus and id [K]
  "aws:cloudwatch/eventTarget:EventTarget": { replacedBy: ["rule", "targetId", "eventBusName", REGION] },
  // hashicorp/terraform-provider-aws internal/service/logs/group.go, not read: a group is known by its name [K]
  "aws:cloudwatch/logGroup:LogGroup": {
    replacedBy: ["name", "namePrefix", "logGroupClass", REGION],
    deletedFirst: true,
  },
  // hashicorp/terraform-provider-aws internal/service/logs/metric_filter.go
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": {
    replacedBy: ["name", "logGroupName", REGION],
    deletedFirst: true,
  },
  // hashicorp/terraform-provider-aws internal/service/logs/resource_policy.go
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { replacedBy: ["policyName", "resourceArn", REGION] },
  // hashicorp/terraform-provider-aws internal/service/sns/topic.go
  "aws:sns/topic:Topic": { replacedBy: ["name", "namePrefix", "fifoTopic", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/sns/topic_subscription.go: topic_arn, which Pulumi calls `topic`
  "aws:sns/topicSubscription:TopicSubscription": { replacedBy: ["endpoint", "protocol", "topic", REGION] },
  // hashicorp/terraform-provider-aws internal/service/sns/topic_policy.go
  "aws:sns/topicPolicy:TopicPolicy": { replacedBy: ["arn", REGION] },
  // hashicorp/terraform-provider-aws internal/service/route53/health_check.go; global, so no region
  "aws:route53/healthCheck:HealthCheck": {
    replacedBy: ["measureLatency", "referenceName", "requestInterval", "routingControlArn", "type"],
  },
  // hashicorp/terraform-provider-aws internal/service/cloudfront/monitoring_subscription.go; global
  "aws:cloudfront/monitoringSubscription:MonitoringSubscription": { replacedBy: ["distributionId"] },
  // hashicorp/terraform-provider-aws internal/service/ssm/parameter.go; tier by its CustomizeDiff
  "aws:ssm/parameter:Parameter": {
    replacedBy: [
      "name",
      "dataType",
      REGION,
      { property: "tier", when: (before, after) => before === "Advanced" && after === "Standard" },
    ],
    deletedFirst: true,
  },
  // hashicorp/terraform-provider-aws internal/service/chatbot/slack_channel_configuration.go: no RequiresReplace of its own
  "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration": { replacedBy: [REGION] },
  // hashicorp/terraform-provider-aws internal/service/iam/openid_connect_provider.go; global
  "aws:iam/openIdConnectProvider:OpenIdConnectProvider": { replacedBy: ["url"] },
  // hashicorp/terraform-provider-aws internal/service/iam/role.go; global
  "aws:iam/role:Role": { replacedBy: ["name", "namePrefix", "path"], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/iam/role_policy.go [K]; global
  "aws:iam/rolePolicy:RolePolicy": { replacedBy: ["name", "namePrefix", "role"], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/events/bus.go: name and event_source_name [K]
  "aws:cloudwatch/eventBus:EventBus": { replacedBy: ["name", "eventSourceName", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/events/connection.go, api_destination.go: name alone [K]
  "aws:cloudwatch/eventConnection:EventConnection": { replacedBy: ["name", REGION], deletedFirst: true },
  "aws:cloudwatch/eventApiDestination:EventApiDestination": { replacedBy: ["name", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/events/archive.go
  "aws:cloudwatch/eventArchive:EventArchive": { replacedBy: ["name", "eventSourceArn", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/cloudwatch/contributor_insight_rule.go (framework). It updates nothing
  // (`WithNoOpUpdate`): a changed definition is applied by replacing the rule by hand, `pulumi up --replace`.
  "aws:cloudwatch/contributorInsightRule:ContributorInsightRule": { replacedBy: [REGION] },
  // hashicorp/terraform-provider-aws internal/service/sqs/queue.go, queue_policy.go
  "aws:sqs/queue:Queue": { replacedBy: ["name", "namePrefix", "fifoQueue", REGION], deletedFirst: true },
  "aws:sqs/queuePolicy:QueuePolicy": { replacedBy: ["queueUrl", REGION] },
  // hashicorp/terraform-provider-aws internal/service/scheduler/schedule.go [K]
  "aws:scheduler/schedule:Schedule": { replacedBy: ["name", "namePrefix", "groupName", REGION], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/iam/role_policy_attachment.go; deleted first by pulumi/pulumi-aws
  // provider/resources.go, "a create followed by a delete actually deletes the same attachment we just created"
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": { replacedBy: ["policyArn", "role"], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/s3/bucket.go [K]. What the bridge could have named is `bucket`
  // (pulumi/pulumi-aws provider/resources.go).
  "aws:s3/bucket:Bucket": {
    replacedBy: ["bucket", "bucketPrefix", "objectLockEnabled", REGION],
    deletedFirst: true,
  },
  // hashicorp/terraform-provider-aws internal/service/s3/bucket_public_access_block.go [K]
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": { replacedBy: ["bucket", REGION] },
  // hashicorp/terraform-provider-aws internal/service/kms/key.go. A key has no name, so nothing is deleted first.
  "aws:kms/key:Key": {
    replacedBy: ["customKeyStoreId", "customerMasterKeySpec", "keyUsage", "multiRegion", "xksKeyId", REGION],
  },
  // hashicorp/terraform-provider-aws internal/service/iam/policy.go [K]; global
  "aws:iam/policy:Policy": { replacedBy: ["description", "name", "namePrefix", "path"], deletedFirst: true },
  // hashicorp/terraform-provider-aws internal/service/cloudformation/stack.go [K]
  "aws:cloudformation/stack:Stack": {
    replacedBy: ["name", "disableRollback", "onFailure", "timeoutInMinutes", REGION],
    deletedFirst: true,
  },
  // hashicorp/terraform-provider-aws internal/service/s3/bucket_notification.go [K]
  "aws:s3/bucketNotification:BucketNotification": { replacedBy: ["bucket", REGION] },
  // hashicorp/terraform-provider-aws internal/service/s3/bucket_lifecycle_configuration.go (framework)
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration": {
    replacedBy: ["bucket", "expectedBucketOwner", REGION],
  },

  // DataDog/terraform-provider-datadog datadog/resource_datadog_logs_index.go, …_logs_index_order.go, …_logs_archive.go
  "datadog:index/logsIndex:LogsIndex": { replacedBy: ["name"] },
  "datadog:index/logsIndexOrder:LogsIndexOrder": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_logs_custom_pipeline.go: none [K]
  "datadog:index/logsCustomPipeline:LogsCustomPipeline": { replacedBy: [] },
  "datadog:index/logsArchive:LogsArchive": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_integration_aws_account.go, …_aws_external_id.go
  "datadog:aws/integrationAccount:IntegrationAccount": { replacedBy: [] },
  "datadog:aws/integrationExternalId:IntegrationExternalId": { replacedBy: [] },
  // Not read: neither a rule's kind nor a notification's source is ever changed here [K]
  "datadog:index/securityMonitoringRule:SecurityMonitoringRule": { replacedBy: [] },
  "datadog:index/securityNotificationRule:SecurityNotificationRule": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_incident_type.go, …_incident_notification_template.go,
  // …_incident_notification_rule.go, …_incident_postmortem_template.go
  "datadog:index/incidentType:IncidentType": { replacedBy: [] },
  "datadog:index/incidentNotificationTemplate:IncidentNotificationTemplate": { replacedBy: ["incidentType"] },
  "datadog:index/incidentNotificationRule:IncidentNotificationRule": { replacedBy: ["incidentType", "conditions"] },
  "datadog:index/incidentPostmortemTemplate:IncidentPostmortemTemplate": { replacedBy: ["incidentType"] },
  // Newer than 701d55bc4 and not read: that a part cannot move to another page is taken from its address, which names the page [K]
  "datadog:index/statusPage:StatusPage": { replacedBy: [] },
  "datadog:index/statusPageComponent:StatusPageComponent": { replacedBy: ["pageId"] },
  "datadog:index/statusPageDegradationTemplate:StatusPageDegradationTemplate": { replacedBy: ["pageId"] },
  "datadog:index/statusPageMaintenanceTemplate:StatusPageMaintenanceTemplate": { replacedBy: ["pageId"] },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_monitor.go; "query alert" and "metric alert" are one type there
  "datadog:index/monitor:Monitor": {
    replacedBy: [{ property: "type", when: (before, after) => monitorType(before) !== monitorType(after) }],
  },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_synthetics_test_.go: no ForceNew, type included
  "datadog:index/syntheticsTest:SyntheticsTest": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_service_level_objective.go: type alone
  "datadog:index/serviceLevelObjective:ServiceLevelObjective": { replacedBy: ["type"] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_spans_metric.go. compute.aggregation_type "can't be
  // updated after creation" by its description, and still has no RequiresReplace.
  "datadog:index/spansMetric:SpansMetric": { replacedBy: ["name", "compute.path"] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_rum_metric.go; filter by RequiresReplaceIf
  "datadog:index/rumMetric:RumMetric": {
    replacedBy: [
      "name",
      "eventType",
      "compute.aggregationType",
      "compute.path",
      "uniqueness",
      { property: "filter", when: (_, after) => after === undefined },
    ],
  },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_logs_metric.go
  "datadog:index/logsMetric:LogsMetric": { replacedBy: ["name", "compute.aggregationType", "compute.path"] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_monitor_notification_rule.go: none
  "datadog:index/monitorNotificationRule:MonitorNotificationRule": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_integration_pagerduty_service_object.go
  "datadog:pagerduty/serviceObject:ServiceObject": { replacedBy: ["serviceName"] },
  // DataDog/terraform-provider-datadog datadog/resource_datadog_integration_slack_channel.go
  "datadog:slack/channel:Channel": { replacedBy: ["accountName"] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_integration_aws_event_bridge.go: every argument; its id
  // is the source's name
  "datadog:aws/integrationEventBridge:IntegrationEventBridge": {
    replacedBy: ["accountId", "createEventBus", "eventGeneratorName", "region"],
  },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_downtime_schedule.go: none
  "datadog:index/downtimeSchedule:DowntimeSchedule": { replacedBy: [] },
  // DataDog/terraform-provider-datadog datadog/fwprovider/resource_datadog_api_key.go: none [K]
  "datadog:index/apiKey:ApiKey": { replacedBy: [] },

  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_alert_policy.go
  "newrelic:index/alertPolicy:AlertPolicy": { replacedBy: ["accountId", "channelIds"], deletedFirst: true },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_nrql_alert_condition.go: not account_id
  "newrelic:index/nrqlAlertCondition:NrqlAlertCondition": { replacedBy: ["policyId", "type"], deletedFirst: true },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_notifications_destination.go: not auth_token
  "newrelic:index/notificationDestination:NotificationDestination": {
    replacedBy: ["accountId", "type"],
    deletedFirst: true,
  },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_notifications_channel.go
  "newrelic:index/notificationChannel:NotificationChannel": {
    replacedBy: ["accountId", "destinationId", "product", "type"],
    deletedFirst: true,
  },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_workflow.go
  "newrelic:index/workflow:Workflow": { replacedBy: ["accountId"], deletedFirst: true },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_alert_muting_rule.go: none
  "newrelic:index/alertMutingRule:AlertMutingRule": { replacedBy: [], deletedFirst: true },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_api_access_key.go: not name and notes
  "newrelic:index/apiAccessKey:ApiAccessKey": {
    replacedBy: ["accountId", "ingestType", "keyType", "userId"],
    deletedFirst: true,
  },
  // newrelic/terraform-provider-newrelic newrelic/resource_newrelic_synthetics_monitor.go: type
  "newrelic:synthetics/monitor:Monitor": { replacedBy: ["accountId", "type"], deletedFirst: true },

  // grafana/terraform-provider-grafana internal/resources/grafana/resource_alerting_rule_group.go, and oss_org_id.go
  "grafana:alerting/ruleGroup:RuleGroup": { replacedBy: ["name", "folderUid", "orgId"], deletedFirst: true },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_alerting_contact_point.go
  "grafana:alerting/contactPoint:ContactPoint": {
    replacedBy: ["name", "disableProvenance", "orgId"],
    deletedFirst: true,
  },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_alerting_mute_timing.go
  "grafana:alerting/muteTiming:MuteTiming": { replacedBy: ["name", "orgId"], deletedFirst: true },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_folder.go: uid, and not title
  "grafana:oss/folder:Folder": { replacedBy: ["uid", "orgId"] },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_data_source.go: uid, and not type
  "grafana:oss/dataSource:DataSource": { replacedBy: ["uid", "orgId"] },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_dashboard.go: the uid within the JSON (CustomizeDiff), and
  // not the folder
  "grafana:oss/dashboard:Dashboard": {
    replacedBy: ["orgId", { property: "configJson", when: (before, after) => uidIn(before) !== uidIn(after) }],
  },
  // grafana/terraform-provider-grafana internal/resources/grafana/resource_report.go
  "grafana:enterprise/report:Report": { replacedBy: ["orgId"] },
  // grafana/terraform-provider-grafana internal/resources/connections/resource_metrics_endpoint_scrape_job.go (framework)
  "grafana:connections/metricsEndpointScrapeJob:MetricsEndpointScrapeJob": { replacedBy: ["name", "stackId"] },

  // vercel/terraform-provider-vercel vercel/resource_log_drain.go and resource_trace_drain.go (framework): every argument, team_id and
  // secret where they are set (RequiresReplaceIfConfigured). For a moment there are two, and lines come twice.
  "vercel:index/logDrain:LogDrain": {
    replacedBy: [
      ...["deliveryFormat", "endpoint", "environments", "headers", "name", "projectIds", "samplingRate", "secret"],
      ...["sources", "teamId"],
    ],
  },
  "vercel:index/traceDrain:TraceDrain": {
    replacedBy: ["deliveryFormat", "endpoint", "headers", "name", "projectIds", "samplingRules", "secret", "teamId"],
  },
  // vercel/terraform-provider-vercel vercel/resource_project_environment_variable.go (framework): neither value nor targets
  "vercel:index/projectEnvironmentVariable:ProjectEnvironmentVariable": {
    replacedBy: ["customEnvironmentIds", "key", "projectId", "sensitive", "teamId"],
  },

  // jianyuan/terraform-provider-sentry sentry/resource_sentry_team.go: none
  "sentry:index/team:Team": { replacedBy: [] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_client_key.go (framework, as all that follow): none;
  // neither organization nor project replaces where they come from internal/provider/utils.go
  "sentry:index/key:Key": { replacedBy: [] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_project.go, resource_project_ownership.go,
  // resource_project_spike_protection.go, resource_integration_pagerduty.go: none
  "sentry:index/project:Project": { replacedBy: [] },
  "sentry:index/projectOwnership:ProjectOwnership": { replacedBy: [] },
  "sentry:index/projectSpikeProtection:ProjectSpikeProtection": { replacedBy: [] },
  "sentry:index/integrationPagerduty:IntegrationPagerduty": { replacedBy: [] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_project_inbound_data_filter.go
  "sentry:index/projectInboundDataFilter:ProjectInboundDataFilter": { replacedBy: ["filterId"] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_metric_monitor_gen.go
  "sentry:index/metricMonitor:MetricMonitor": { replacedBy: ["organization", "project"] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_cron_monitor_gen.go and resource_uptime_monitor_gen.go
  "sentry:index/cronMonitor:CronMonitor": { replacedBy: ["organization", "project"] },
  "sentry:index/uptimeMonitor:UptimeMonitor": { replacedBy: ["organization", "project"] },
  // jianyuan/terraform-provider-sentry internal/provider/resource_alert_gen.go
  "sentry:index/alert:Alert": { replacedBy: ["organization"] },

  // elastic/terraform-provider-elasticstack (framework) internal/elasticsearch/index/{componenttemplate,ilm,template}/schema.go,
  // internal/elasticsearch/ingest/pipeline_pf.go, internal/elasticsearch/logstash/schema.go
  "elasticstack:index/elasticsearchComponentTemplate:ElasticsearchComponentTemplate": { replacedBy: ["name"] },
  "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle": { replacedBy: ["name"] },
  "elasticstack:index/elasticsearchIndexTemplate:ElasticsearchIndexTemplate": { replacedBy: ["name"] },
  "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline": { replacedBy: ["name"] },
  "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline": { replacedBy: ["pipelineId"] },
  // internal/kibana/{connectors,alertingrule,dataview,maintenance_window}/schema.go; an import (import_saved_objects) updates
  "elasticstack:index/kibanaActionConnector:KibanaActionConnector": {
    replacedBy: ["connectorId", "spaceId", "connectorTypeId"],
  },
  "elasticstack:index/kibanaAlertingRule:KibanaAlertingRule": {
    replacedBy: ["ruleId", "spaceId", "consumer", "ruleTypeId"],
  },
  "elasticstack:index/kibanaDataView:KibanaDataView": {
    replacedBy: ["spaceId", "dataView.id", "dataView.allowNoIndex"],
  },
  "elasticstack:index/kibanaImportSavedObjects:KibanaImportSavedObjects": { replacedBy: [] },
  "elasticstack:index/kibanaMaintenanceWindow:KibanaMaintenanceWindow": { replacedBy: ["spaceId"] },

  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_user.go: none
  "pagerduty:index/user:User": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerdutyplugin/resource_pagerduty_user_contact_method.go: none, user_id included
  "pagerduty:index/userContactMethod:UserContactMethod": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerdutyplugin/resource_pagerduty_user_notification_rule.go: none
  "pagerduty:index/userNotificationRule:UserNotificationRule": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_maintenance_window.go
  "pagerduty:index/maintenanceWindow:MaintenanceWindow": { replacedBy: ["startTime", "endTime"] },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_schedule.go: none
  "pagerduty:index/schedule:Schedule": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_escalation_policy.go: none
  "pagerduty:index/escalationPolicy:EscalationPolicy": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_service.go: none
  "pagerduty:index/service:Service": { replacedBy: [] },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_service_integration.go
  "pagerduty:index/serviceIntegration:ServiceIntegration": {
    replacedBy: ["service", "type", "vendor", "emailFilters"],
    deletedFirst: true,
  },
  // PagerDuty/terraform-provider-pagerduty pagerduty/resource_pagerduty_slack_connection.go: none
  "pagerduty:index/slackConnection:SlackConnection": { replacedBy: [] },
};

/** The top-level properties of a type whose change replaces it. Throws for a type without a row: add the row, with its source. */
export const replacingProperties = (type: string, before: Properties, after: Properties): readonly string[] => [
  ...new Set(
    ruleOf(type)
      .replacedBy.filter((rule) => replaces(rule, before, after))
      .map((rule) => topLevel(typeof rule === "string" ? rule : rule.property)),
  ),
];

export const isDeletedFirst = (type: string): boolean => ruleOf(type).deletedFirst === true;

const ruleOf = (type: string): ReplacementRule => {
  const rule = REPLACEMENT_RULES[type];
  if (rule === undefined)
    throw new Error(`${type} has no row in monitors/declaration/replacement-rules.ts: look up what replaces it`);
  return rule;
};

const replaces = (rule: Replacing, before: Properties, after: Properties): boolean => {
  const property = typeof rule === "string" ? rule : rule.property;
  const [old, recent] = [valueAt(before, property), valueAt(after, property)];
  return !sameValue(old, recent) && (typeof rule === "string" || rule.when(old, recent));
};

const topLevel = (path: string): string => path.split(".")[0] ?? path;

const monitorType = (type: Json | undefined): Json | undefined => (type === "query alert" ? "metric alert" : type);
