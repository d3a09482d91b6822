import { MetricAlarm } from "@pulumi/aws/cloudwatch/metricAlarm";
import { Provider as Aws } from "@pulumi/aws/provider";
import { Topic } from "@pulumi/aws/sns/topic";
import { Monitor } from "@pulumi/datadog/monitor";
import { Provider as Datadog } from "@pulumi/datadog/provider";
import type { Program } from "./engine";

/** The small program that the harness's own tests run: a topic, an alarm that sends to it, and monitors after the topic. */
export const toy =
  ({ type = "log alert", query = "a query", threshold = 5, monitors = 1, alarm = ALARM.name }: Toy = {}): Program =>
  () => {
    const aws = { provider: new Aws("aws", { region: "eu-west-1" }) };
    const datadog = { provider: new Datadog("datadog", { apiKey: KEY, appKey: KEY }) };
    const topic = new Topic("topic", { name: "pages" }, aws);
    new MetricAlarm("alarm", { ...ALARM, name: alarm, threshold, alarmActions: [topic.arn] }, aws);
    for (let each = 1; each <= monitors; each += 1) {
      new Monitor(`monitor-${each}`, { name: "m", type, query, message: "Help" }, { ...datadog, dependsOn: [topic] });
    }
  };

interface Toy {
  readonly type?: string;
  readonly query?: string;
  readonly threshold?: number;
  readonly monitors?: number;
  /** The alarm's name at AWS, by which it is known: another is another alarm. */
  readonly alarm?: string;
}

export const TOY_PACKAGES = ["aws", "datadog"];
export const KEY = "a-secret-key";
export const ALARM = { name: "errors", comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1 };

export const names = (things: readonly { readonly name: string }[]): readonly string[] =>
  things.map(({ name }) => name).toSorted();

export const ops = (steps: readonly { readonly op: string; readonly name: string }[]): readonly string[] =>
  steps.map(({ op, name }) => `${op} ${name}`).toSorted();
