import type { MissingData } from "../../monitors/model/missing-data";
import type { Priority } from "../../monitors/model/priority";
import {
  count,
  deviations,
  milliseconds,
  minutes,
  percent,
  seconds,
  type Quantity,
} from "../../monitors/model/quantity";
import type { MeasureDefinition, SignalDefinition } from "../../monitors/model/signal";
import type { Side } from "../../monitors/model/signal-kind";
import { cloudwatch, type CloudWatchMetricName } from "../../monitors/model/sources/cloudwatch";
import { datadog } from "../../monitors/model/sources/datadog";

/** A row of the catalogue as data: `toDefinition` is what is planned and proved, `toCode` is what people paste. */
export interface Row {
  readonly title: string;
  readonly impact: string;
  readonly runbook: `${string}.md`;
  readonly draft: boolean;
  readonly seconds: number;
  readonly missingData: MissingData;
  readonly measured: Measured;
  readonly levels: RowLevels;
}

export type Measured =
  | { readonly kind: "utilisation"; readonly statistic: "mean" | "max"; readonly source: SourceCall }
  | { readonly kind: "latency"; readonly statistic: Taken; readonly source: SourceCall }
  | { readonly kind: "count" | "outlier_client"; readonly source: SourceCall }
  | { readonly kind: "anomaly"; readonly statistic?: Taken; readonly side: Side; readonly source: SourceCall };

/** Statistics that adopt reads from an export. */
export type Taken = "p50" | "p75" | "p90" | "p95" | "p99" | "mean" | "max";

export type SourceCall =
  | { readonly make: "datadog.metric"; readonly args: Parameters<typeof datadog.metric>[0] }
  | { readonly make: "datadog.logs"; readonly args: Parameters<typeof datadog.logs>[0] }
  | { readonly make: "cloudwatch.metric"; readonly args: CloudWatchMetricName };

interface RowLevel {
  readonly amount: number;
  readonly priority: Priority;
}

export interface RowLevels {
  readonly warning?: RowLevel;
  readonly critical: RowLevel;
}

/** What an export does not hold: whoever takes the row in writes it. */
const FIRST_ACTION = "Open the runbook: nobody has written the first action yet.";

export const toDefinition = (row: Row): SignalDefinition => ({
  title: row.title,
  impact: row.impact,
  firstAction: FIRST_ACTION,
  runbook: row.runbook,
  ...(row.draft ? { stage: "draft" as const } : {}),
  ...toMeasure(row),
});

const toMeasure = ({ measured, levels, ...row }: Row): MeasureDefinition => {
  const shared = {
    window: spanOf(row.seconds).window,
    missingData: row.missingData,
    source: sourceOf(measured.source),
  };
  switch (measured.kind) {
    case "utilisation":
      return { kind: measured.kind, statistic: measured.statistic, ...shared, ...levelsIn(percent, levels) };
    case "latency":
      return { kind: measured.kind, statistic: measured.statistic, ...shared, ...levelsIn(milliseconds, levels) };
    case "count":
      return { kind: measured.kind, ...shared, ...levelsIn(count, levels) };
    case "outlier_client":
      return { kind: measured.kind, ...shared, ...levelsIn(count, levels) };
    case "anomaly":
      return {
        ...{ kind: measured.kind, side: measured.side, seasonality: SEASONALITY },
        ...(measured.statistic === undefined ? {} : { statistic: measured.statistic }),
        ...shared,
        ...levelsIn(deviations, levels),
      };
  }
};

/** CloudWatch, whose anomalies alone are read, finds rhythms by itself, and a row must name one. */
const SEASONALITY = "daily";

const levelsIn = <D extends "percentage" | "duration" | "count" | "deviations">(
  unit: (amount: number) => Quantity<D>,
  { warning, critical }: RowLevels,
) => {
  const level = ({ amount, priority }: RowLevel) => ({ at: unit(amount), priority });
  return warning === undefined ? { critical: level(critical) } : { warning: level(warning), critical: level(critical) };
};

const sourceOf = ({ make, args }: SourceCall) => {
  switch (make) {
    case "datadog.metric":
      return datadog.metric(args);
    case "datadog.logs":
      return datadog.logs(args);
    case "cloudwatch.metric":
      return cloudwatch.metric(args);
  }
};

const spanOf = (span: number): { readonly window: Quantity<"duration">; readonly code: string } =>
  span % 60 === 0
    ? { window: minutes(span / 60), code: `minutes(${span / 60})` }
    : { window: seconds(span), code: `seconds(${span})` };

const units = {
  utilisation: "percent",
  latency: "milliseconds",
  count: "count",
  outlier_client: "count",
  anomaly: "deviations",
};

/** `key: { … },`, as it stands in a service of the catalogue. */
export const toCode = (key: string, row: Row): readonly string[] => {
  const { measured, levels } = row;
  const level = (name: string, { amount, priority }: RowLevel): string =>
    `${name}: { at: ${units[measured.kind]}(${amount}), priority: "${priority}" }`;
  return [
    `${key}: {`,
    ...[
      ...(row.draft ? [`stage: "draft"`] : []),
      `kind: "${measured.kind}"`,
      ...("statistic" in measured ? [`statistic: "${measured.statistic}"`] : []),
      ...("side" in measured ? [`side: "${measured.side}"`, `seasonality: "${SEASONALITY}"`] : []),
      `window: ${spanOf(row.seconds).code}`,
      `title: ${JSON.stringify(row.title)}`,
      `impact: ${JSON.stringify(row.impact)}`,
      `firstAction: ${JSON.stringify(FIRST_ACTION)}`,
      ...(levels.warning === undefined ? [] : [level("warning", levels.warning)]),
      level("critical", levels.critical),
      `missingData: "${row.missingData}"`,
      `source: ${row.measured.source.make}(${literal(row.measured.source.args)})`,
      `runbook: "${row.runbook}"`,
    ].map((field) => `  ${field},`),
    "},",
  ];
};

const literal = (value: string | object): string =>
  typeof value === "string"
    ? JSON.stringify(value)
    : `{ ${Object.entries(value)
        .map(([key, field]) => `${key}: ${JSON.stringify(field)}`)
        .join(", ")} }`;
