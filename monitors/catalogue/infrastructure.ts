import { count, deviations, milliseconds, percent, seconds } from "../model/quantity";
import { defineService } from "../model/signal";
import { cloudwatch } from "../model/sources/cloudwatch";

export const infrastructure = defineService({
  title: "Infrastructure",
  owner: "platform",
  signals: {
    // A28. The worst host of the Auto Scaling group, here and in the next two.
    cpu: {
      kind: "utilisation",
      statistic: "max",
      title: "Worker CPU",
      impact: "Images and background work wait on a busy worker.",
      firstAction: "All hosts busy? Scale the workers' Auto Scaling group out. One host: replace it.",
      warning: { at: percent(70), priority: "P3" },
      critical: { at: percent(90), priority: "P2" },
      missingData: "notify",
      source: cloudwatch.metric("worker_cpu"),
      runbook: "infrastructure/workers.md",
    },
    // A29
    memory: {
      kind: "utilisation",
      statistic: "max",
      title: "Worker memory",
      impact: "A worker out of memory drops the work it holds.",
      firstAction: "Find the host in CloudWatch, CWAgent. One host: replace it. All hosts: scale the group out.",
      warning: { at: percent(80), priority: "P3" },
      critical: { at: percent(95), priority: "P1" },
      missingData: "notify",
      source: cloudwatch.metric("worker_memory"),
      runbook: "infrastructure/workers.md",
    },
    // A30
    disk: {
      kind: "utilisation",
      statistic: "max",
      title: "Worker disk",
      impact: "A worker with a full disk fails every upload it is given.",
      firstAction: "Find the host in CloudWatch, CWAgent. Remove old logs and temporary files, or replace the host.",
      warning: { at: percent(85), priority: "P3" },
      critical: { at: percent(95), priority: "P1" },
      missingData: "notify",
      source: cloudwatch.metric("worker_disk"),
      runbook: "infrastructure/workers.md",
    },
    // A31. The plan's "queue length or wait": a full queue, and requests that each take long, are two faults. Low is no fault.
    disk_io: {
      title: "Worker disk queue",
      impact: "Work on images waits for a disk that cannot keep up.",
      firstAction: "Open EC2, Volumes, Monitoring: is one volume at its limit? Replace its host, or wait for the day.",
      measures: {
        queue: {
          kind: "anomaly",
          statistic: "max",
          side: "above",
          seasonality: "daily",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: cloudwatch.metric("worker_disk_queue"),
        },
        wait: {
          kind: "anomaly",
          side: "above",
          seasonality: "daily",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: cloudwatch.meanOfSums({
            spent: ["worker_disk_read_time", "worker_disk_write_time"],
            times: ["worker_disk_reads", "worker_disk_writes"],
          }),
        },
      },
      runbook: "infrastructure/workers.md",
    },
    // A32. CloudFront's origin latency: it includes the origin's own work.
    network_latency: {
      kind: "latency",
      statistic: "p95",
      title: "Origin latency",
      impact: "Whatever the CDN has not cached arrives late.",
      firstAction: "Are the workers busy? Scale them out. After a release: roll it back.",
      warning: { at: milliseconds(200), priority: "P3" },
      critical: { at: seconds(1), priority: "P2" },
      minimumTraffic: count(100),
      missingData: "ok",
      source: cloudwatch.metric("cdn_origin_latency"),
      runbook: "infrastructure/network.md",
    },
    // A33. Bytes of all workers together; far less than usual is work that does not arrive.
    network_traffic: {
      title: "Worker network traffic",
      impact: "Either work has stopped arriving, or far more leaves or arrives than it should.",
      firstAction: "Look at bytes by instance: one host or all? Sent to an unknown address: call security.",
      measures: {
        in: {
          kind: "anomaly",
          side: "both",
          seasonality: "weekly",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: cloudwatch.metric("worker_network_in"),
        },
        out: {
          kind: "anomaly",
          side: "both",
          seasonality: "weekly",
          warning: { at: deviations(3), priority: "P3" },
          missingData: "ok",
          source: cloudwatch.metric("worker_network_out"),
        },
      },
      runbook: "infrastructure/network.md",
    },
  },
});
