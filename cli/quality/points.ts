import { figureNames, figureRow, INCIDENTS, NOISE, QUALITY, type FigureName } from "../../policies/quality-metrics";
import type { Figures, QualityReport } from "./quality";

/**
 * The report as points of Influx's line protocol, a line each: "metric_name (set of k=v tags) (set of k=v fields) timestamp", of each
 * field a series (https://grafana.com/docs/grafana-cloud/send-data/metrics/metrics-influxdb/push-from-telegraf/). What nobody knows has no
 * field: no number stands for it.
 *
 * @param now milliseconds since 1970
 */
export const toPoints = (report: QualityReport, environment: string, days: number, now: number): string => {
  const { overall, open, unmatched, counts, signals } = report;
  const scope = { env: environment, span: `${days}d` };
  const at = `${now}000000`;
  const known = figureNames.flatMap((name) => fieldsOf(name, overall));
  return [
    point(QUALITY, scope, [...known, ["missed", overall.missed], ["open", open], ["unmatched", unmatched.length]]),
    ...counts.map(({ vendor, priority, incidents }) =>
      point(INCIDENTS.measurement, { ...scope, vendor, priority }, [[INCIDENTS.field, incidents]]),
    ),
    ...signals.map(({ signal, incidents, falsePositives, missed }) =>
      point(NOISE.measurement, { ...scope, signal }, [
        [NOISE.incidents, incidents],
        [NOISE.wrong, Math.round(((falsePositives.percent ?? 0) * falsePositives.of) / 100)],
        [NOISE.missed, missed],
      ]),
    ),
  ]
    .map((line) => `${line} ${at}\n`)
    .join("");
};

type Field = readonly [name: string, value: number];

const fieldsOf = (name: FigureName, overall: Figures): readonly Field[] => {
  const { field, known } = figureRow(name);
  const figure = overall[name];
  const value = "mean" in figure ? figure.mean : figure.percent;
  return [...(value === null ? [] : [[field, value] as const]), [known, figure.of]];
};

/** Names of vendors, priorities and signals are letters, digits, dots and underscores: nothing of them is escaped. */
const point = (measurement: string, tags: Readonly<Record<string, string>>, fields: readonly Field[]): string =>
  [
    [measurement, ...Object.entries(tags).map(([name, value]) => `${name}=${value}`)].join(","),
    fields.map(([name, value]) => `${name}=${value}`).join(","),
  ].join(" ");
