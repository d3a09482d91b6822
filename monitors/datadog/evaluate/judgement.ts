import { textOf } from "../../plan/following";
import type { MonitorDeclaration } from "../declaration";
import { anomalyOf } from "./judge-anomaly";
import { changeOf, metricOf } from "./judge-metric";
import { searchOf } from "./judge-search";
import type { Judgement } from "./judged";

/** @returns undefined of a query of another form */
export const judgementOf = (monitor: MonitorDeclaration): Judgement | undefined => {
  const query = textOf(monitor.args.query);
  return anomalyOf(monitor, query) ?? changeOf(monitor, query) ?? metricOf(monitor, query) ?? searchOf(monitor, query);
};
