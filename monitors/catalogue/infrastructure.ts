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
