import type { Environment } from "../../monitors/model/environment";
import type { Dashboard } from "../../dashboards/grafana/model";
import type { MonitoringPlan } from "../../monitors/plan/plan";
import { runbookAnchor } from "../../monitors/plan/wording";
import { boardsIn } from "../runbooks/pages";
import type { VendorApi } from "../shared/ask-vendor";
import { VendorError } from "../shared/unanswered";
import { askPanel, readBoard, type BoardPanel, type ReadBoard, type Span } from "../mail/grafana";
import { chartOf } from "./chart";
import type { Charted } from "./document";
import type { Known } from "./read";

const HOUR = 3_600_000;

/** As many panels as a document has room for. */
const MOST = 6;

/** What the first board that shows the signal showed of the incident, an hour before and after. */
export const chartsOf = async (
  { incident, match }: Known,
  plan: MonitoringPlan,
  dashboards: readonly Dashboard[],
  { grafana }: Environment,
  api: VendorApi,
): Promise<readonly Charted[]> => {
  const row = [...plan.signals, ...plan.objectives].find(({ id }) => id === match?.signal);
  const [board] = row === undefined ? [] : boardsIn(dashboards, "")(row);
  const uid = board?.url.split("/").at(-1);
  if (row === undefined || uid === undefined) return [];
  const span = { from: incident.openedAt - HOUR, to: (incident.resolvedAt ?? incident.openedAt) + HOUR };
  const read = await readBoard(api, uid);
  const anchor = `#${runbookAnchor(row)}`;
  const shown = read.panels.filter(({ links }) => links.some(({ url }) => url.endsWith(anchor))).slice(0, MOST);
  const link = `${grafana.url}/d/${uid}?from=${span.from}&to=${span.to}`;
  const charted: Charted[] = [];
  for (const panel of shown)
    charted.push({ title: panel.title, link, chart: await drawn(api, panel, read, span, incident.openedAt) });
  return charted;
};

/** A question that Grafana cannot answer leaves a link. */
const drawn = async (
  api: VendorApi,
  panel: BoardPanel,
  { variables }: ReadBoard,
  span: Span,
  page: number,
): Promise<readonly string[]> => {
  try {
    return chartOf(panel.title, await askPanel(api, panel, variables, span), span, page);
  } catch (error) {
    if (error instanceof VendorError && error.status !== undefined && ![401, 403].includes(error.status)) return [];
    throw error;
  }
};
