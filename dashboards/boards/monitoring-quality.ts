import {
  DRAWN_FOR,
  DRAWN_SPAN,
  DRAWN_WORDS,
  figureNames,
  figureRow,
  INCIDENTS,
  metricName,
  NOISE,
  QUALITY,
  type FigureName,
} from "../../policies/quality-metrics";
import { signals, type Board, type ViewPanel } from "../board";
import { DAY, events, pushed } from "../views";

/** The newest point of a pushed metric, of the span that is drawn. */
const newest = (metric: string, environment: string): string =>
  `last_over_time(${metric}{env="${environment}", span="${DRAWN_SPAN}"}[${DRAWN_FOR}])`;

const figure = (name: FigureName): ViewPanel => {
  const { title, means, field, unit, promise } = figureRow(name);
  return pushed({
    view: promise === undefined ? title : `${title} (${promise.words})`,
    means: `${means} Over the last ${DRAWN_WORDS}; no line where nobody knows it.`,
    unit,
    ...(promise === undefined ? {} : { line: { at: promise.at, bad: promise.bad } }),
    asks: (environment) => newest(metricName(QUALITY, field), environment),
  });
};

/** How many each figure is of: one of few says little. */
const known = pushed({
  view: "Of how many",
  means: "Incidents that each figure above is of: those with a record, a start, somebody who took them.",
  asks: (environment) =>
    `last_over_time({__name__=~"${QUALITY}_.+_known", env="${environment}", span="${DRAWN_SPAN}"}[${DRAWN_FOR}])`,
});

const incidents = (by: "vendor" | "priority"): ViewPanel =>
  pushed({
    view: `Incidents by ${by}`,
    means: `Incidents of the last ${DRAWN_WORDS} that PagerDuty opened, whichever vendor saw them.`,
    asks: (environment) =>
      `sum by (${by}) (${newest(metricName(INCIDENTS.measurement, INCIDENTS.field), environment)})`,
  });

const noisy = (view: string, means: string, field: string): ViewPanel =>
  pushed({
    view,
    means,
    asks: (environment) =>
      `sum by (signal) (topk(10, ${newest(metricName(NOISE.measurement, field), environment)} > 0))`,
  });

/**
 * D13. The job of .github/workflows/quality.yml counts R7 each night from PagerDuty's incidents and the records of incidents/records.csv
 * (`cli/quality`). Beside it stands what Datadog counts by itself: P3 opens no incident.
 */
export const monitoringQuality: Board = {
  title: "Monitoring quality",
  audience: "operations",
  answers: "Does the monitoring itself work, and which alerts are noise?",
  looksBack: "30d",
  leadsTo: ["engineering", "operations"],
  rows: [
    { title: "What the monitoring promises", panels: [...figureNames.map(figure), known] },
    {
      title: "Incidents of every vendor",
      panels: [
        incidents("priority"),
        incidents("vendor"),
        noisy(
          "Noisiest signals",
          `Signals with the most incidents in the last ${DRAWN_WORDS}, whichever vendor opened them.`,
          NOISE.incidents,
        ),
        noisy("False by signal", "Incidents that a record calls not real: what to tune first.", NOISE.wrong),
        noisy("Missed by signal", "Breaches on record that nothing told of.", NOISE.missed),
      ],
    },
    { title: "Every vendor still delivers", panels: signals("monitoring.heartbeat") },
    {
      title: "Alert volume of Datadog, P3 included",
      panels: [
        events({
          view: "Alerts a day by signal",
          means: "Alerts of Datadog's monitors: the noisiest signals, the first of them drawn highest.",
          of: "events",
          search: "source:alert service:$service",
          by: "signal",
          each: DAY,
        }),
        events({
          view: "Alerts a day by priority",
          means: "How much of it rings a phone.",
          of: "events",
          search: "source:alert service:$service",
          by: "priority",
          each: DAY,
        }),
        events({
          view: "Alerts a day by team",
          means: "Who is kept from their work.",
          of: "events",
          search: "source:alert service:$service",
          by: "owner",
          each: DAY,
        }),
      ],
    },
  ],
};
