import type { CloudWatchDeclaration } from "../../../monitors/cloudwatch/declaration";
import type { DatadogDeclaration } from "../../../monitors/datadog/declaration";
import { heartbeatOf, type VendorName } from "../../../monitors/model/sources/source";
import { beatName, HEARTBEAT } from "../../../monitors/plan/heartbeat";
import type { RenderContext, Watch } from "../../../monitors/plan/watch";
import { renderCloudWatchBeat, renderDatadogBus } from "./cloudwatch";
import { renderDatadogBeat } from "./datadog";
import { renderElasticBeat } from "./elastic";
import { renderGrafanaBeat } from "./grafana";
import { renderNewRelicBeat } from "./newrelic";
import { renderSentryBeat } from "./sentry";

/** What beats, for each vendor that another one listens to; nothing where nobody does. */

const isHeard = (vendor: VendorName, watches: readonly Watch[]): boolean =>
  watches.some(({ source }) => heartbeatOf(source) === vendor);

const beatOf =
  <D>(vendor: VendorName, render: (context: RenderContext) => readonly D[]) =>
  (context: RenderContext, watches: readonly Watch[]): readonly D[] =>
    isHeard(vendor, watches) ? render(context) : [];

/** CloudWatch's own beat, and the bus by which it hears Datadog's. */
export const cloudWatchBeat = (context: RenderContext, watches: readonly Watch[]): readonly CloudWatchDeclaration[] => [
  ...beatOf("cloudwatch", renderCloudWatchBeat)(context, watches),
  ...beatOf("datadog", renderDatadogBus)(context, watches),
];

export const grafanaBeat = beatOf("prometheus", renderGrafanaBeat);

export const elasticBeat = beatOf("elastic", renderElasticBeat);

export const sentryBeat = beatOf("sentry", renderSentryBeat);

export const newRelicBeat = beatOf("newrelic", renderNewRelicBeat);

/** Datadog's own beat, and the keys with which the vendors that it listens to write to it. */
export const datadogBeat = (context: RenderContext, watches: readonly Watch[]): readonly DatadogDeclaration[] => [
  ...beatOf("datadog", renderDatadogBeat)(context, watches),
  ...watches
    .flatMap(({ source }) => (source.vendor === "datadog" && source.type === "heartbeat" ? [source.of] : []))
    .toSorted()
    .filter((of, index, all) => all.indexOf(of) === index)
    .map((of): DatadogDeclaration => ({
      vendor: "datadog",
      type: "datadog:index/apiKey:ApiKey",
      name: `${HEARTBEAT}.${of}`,
      args: { name: beatName(context.environment.name, of) },
    })),
];
