import Table from "cli-table3";
import { formatQuantity, seconds } from "../../monitors/model/quantity";
import { qualityTargets } from "../../policies/targets";
import { kept, type Mean, type Quality, type QualityReport, type Share } from "./quality";

/** For people; what nobody knows is `unknown`, and never a guess. */
export const toQualityText = (report: QualityReport): string => {
  const promises = kept(report);
  const { overall } = report;
  const line = (name: string, figure: string, promise: string, holds: boolean | undefined): string =>
    `${name.padEnd(22)}${figure.padEnd(26)}${promise.padEnd(18)}${holds === undefined ? "unknown" : holds ? "kept" : "broken"}`;
  return [
    `${String(overall.incidents)} incidents`,
    "",
    line(
      "mean time to detection",
      ` ${wordMean(overall.detection)}`,
      `under ${formatQuantity(qualityTargets.detection)}`,
      promises.detection,
    ),
    line("to acknowledgement", ` ${wordMean(overall.acknowledgement)}`, "", undefined).replace(/ +unknown$/, ""),
    line(
      "to resolution",
      ` ${wordMean(overall.resolution)}`,
      `under ${formatQuantity(qualityTargets.resolution)}`,
      promises.resolution,
    ),
    line(
      "accuracy",
      ` ${wordShare(overall.accuracy)}`,
      `over ${formatQuantity(qualityTargets.accuracy)}`,
      promises.accuracy,
    ),
    line(
      "false positives",
      ` ${wordShare(overall.falsePositives)}`,
      `under ${formatQuantity(qualityTargets.falsePositives)}`,
      promises.falsePositives,
    ),
    "",
    "By signal, what is noisy first:",
    table(report.signals),
    ...(report.unmatched.length === 0
      ? []
      : [
          "",
          "Incidents that no title of the catalogue explains:",
          ...report.unmatched.map(({ id, service, title }) => `  ${id}  ${service}  ${title}`),
        ]),
    ...(report.unused.length === 0
      ? []
      : ["", `Labels of incidents that the export does not have: ${report.unused.map(({ id }) => id).join(", ")}`]),
    "",
  ].join("\n");
};

const table = (signals: readonly Quality[]): string => {
  const drawn = new Table({
    head: ["signal", "incidents", "detection", "acknowledged", "resolved", "accuracy", "false"],
    style: { head: [], border: [] },
  });
  for (const each of signals)
    drawn.push([
      each.signal,
      String(each.incidents),
      wordMean(each.detection),
      wordMean(each.acknowledgement),
      wordMean(each.resolution),
      wordShare(each.accuracy),
      wordShare(each.falsePositives),
    ]);
  return drawn.toString();
};

const wordMean = ({ seconds: value, of }: Mean): string =>
  value === undefined ? "unknown" : `${formatQuantity(seconds(Math.round(value)))} (of ${String(of)})`;

const wordShare = ({ percent, of }: Share): string =>
  percent === undefined ? "unknown" : `${percent.toFixed(1)} % (of ${String(of)})`;
