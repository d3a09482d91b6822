/**
 * The CloudWatch agent of the worker hosts. An alarm's dimensions must match a metric's exactly, and hosts come and go, so the
 * agent also sends each metric by Auto Scaling group alone (`aggregation_dimensions`): its maximum is the worst host.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
export const agentConfiguration = {
  agent: { metrics_collection_interval: 60 },
  metrics: {
    namespace: "CWAgent",
    append_dimensions: {
      AutoScalingGroupName: "${aws:AutoScalingGroupName}",
      InstanceId: "${aws:InstanceId}",
    },
    aggregation_dimensions: [["AutoScalingGroupName"], ["AutoScalingGroupName", "path"]],
    metrics_collected: {
      mem: { measurement: ["mem_used_percent"] },
      // The root volume alone: temporary and read-only mounts are full by nature and would always be the worst.
      disk: { measurement: ["used_percent"], resources: ["/"], drop_device: true },
      // Every volume: the rollup by group alone adds them up, and its maximum is the worst one.
      diskio: {
        measurement: ["iops_in_progress", "reads", "writes", "read_time", "write_time"],
        resources: ["*"],
      },
    },
  },
} as const;
