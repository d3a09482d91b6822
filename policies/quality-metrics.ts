import type { Line } from "../monitors/plan/chart";
import { formatQuantity, inCanonicalUnit, inSeconds } from "../monitors/model/quantity";
import { qualityTargets } from "./targets";

/**
 * What is kept of R7, once for whoever writes it (`cli/quality/points.ts`) and whoever draws it (dashboards/boards/monitoring-quality.ts):
 * measurements and fields of Influx's line protocol, of which Grafana makes `measurement_field`.
 */

export const QUALITY = "driplo_quality";

/** By `vendor` and `priority`. */
export const INCIDENTS = { measurement: "driplo_quality_incidents", field: "count" } as const;

/** By `signal`. */
export const NOISE = {
  measurement: "driplo_quality_signal",
  incidents: "incidents",
  wrong: "false",
  missed: "missed",
} as const;

export const metricName = (measurement: string, field: string): string => `${measurement}_${field}`;

/** The span that the board draws: of a week hardly a share is of enough. The job's `--days` in .github/workflows/quality.yml. */
export const DRAWN_SPAN = "30d";
export const DRAWN_WORDS = "30 days";

/** A point is written each day; one that comes late is no gap. */
export const DRAWN_FOR = "36h";

interface Figure {
  readonly title: string;
  readonly means: string;
  readonly field: string;
  /** Of how many it is. */
  readonly known: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  /** What R7 promises; absent where it promises nothing. */
  readonly promise?: Line & { readonly words: string };
}

const { detection, resolution, accuracy, falsePositives } = qualityTargets;

export const qualityFigures = {
  detection: {
    title: "Time to detection",
    means: "From the true start on record to the first notification, meant over the fast signals.",
    field: "detection_seconds",
    known: "detection_known",
    unit: "s",
    promise: { at: inSeconds(detection), bad: "above", words: `under ${formatQuantity(detection)}` },
  },
  acknowledgement: {
    title: "Time to acknowledgement",
    means: "From the page to whoever took it first.",
    field: "acknowledgement_seconds",
    known: "acknowledgement_known",
    unit: "s",
  },
  resolution: {
    title: "Time to resolution",
    means: "From the page to its end, of what was not judged false.",
    field: "resolution_seconds",
    known: "resolution_known",
    unit: "s",
    promise: { at: inSeconds(resolution), bad: "above", words: `under ${formatQuantity(resolution)}` },
  },
  accuracy: {
    title: "Accuracy",
    means: "Real, of all that were judged and of the breaches that nothing told of.",
    field: "accuracy_percent",
    known: "accuracy_known",
    unit: "percent",
    promise: { at: inCanonicalUnit(accuracy), bad: "below", words: `over ${formatQuantity(accuracy)}` },
  },
  falsePositives: {
    title: "False positives",
    means: "Judged not real, of all that somebody judged.",
    field: "false_positives_percent",
    known: "false_positives_known",
    unit: "percent",
    promise: { at: inCanonicalUnit(falsePositives), bad: "above", words: `under ${formatQuantity(falsePositives)}` },
  },
} as const satisfies Readonly<Record<string, Figure>>;

export type FigureName = keyof typeof qualityFigures;

export const figureNames = [
  "detection",
  "acknowledgement",
  "resolution",
  "accuracy",
  "falsePositives",
] as const satisfies readonly FigureName[];

export const figureRow = (name: FigureName): Figure => qualityFigures[name];
