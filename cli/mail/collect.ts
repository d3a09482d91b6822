import type { VendorApi } from "../shared/ask-vendor";
import { VendorError } from "../shared/unanswered";
import type { Report, ReportPanel, ReportRow } from "./body";
import type { Answers } from "./frames";
import { askPanel, readBoard, type BoardPanel, type ReadBoard, type Span } from "./grafana";

const WEEK = 7 * 86_400_000;

/** A board of the last seven days. A question that Grafana cannot answer leaves a gap that is said. @throws CommandError (vendor) */
export const collectReport = async (
  api: VendorApi,
  uid: string,
  about: Pick<Report, "title" | "answers" | "environment" | "link">,
): Promise<Report> => {
  const to = Date.now();
  const span = { from: to - WEEK, to };
  const board = await readBoard(api, uid);
  const rows: { readonly title: string; readonly panels: ReportPanel[] }[] = [];
  for (const panel of board.panels) {
    if (panel.type === "row") rows.push({ title: panel.title, panels: [] });
    else {
      if (rows.length === 0) rows.push({ title: about.title, panels: [] });
      rows.at(-1)?.panels.push(await collectPanel(api, panel, board, span));
    }
  }
  const filled: readonly ReportRow[] = rows.filter(({ panels }) => panels.length > 0);
  return { ...about, span, rows: filled };
};

const shapes: Readonly<Partial<Record<string, ReportPanel["shape"]>>> = { stat: "number", table: "rows" };

const collectPanel = async (
  api: VendorApi,
  panel: BoardPanel,
  { variables }: ReadBoard,
  span: Span,
): Promise<ReportPanel> => ({
  title: panel.title,
  means: panel.description.split("\n\n")[0] ?? "",
  unit: panel.fieldConfig?.defaults?.unit ?? "short",
  shape: shapes[panel.type] ?? "lines",
  answers: await answersTo(api, panel, variables, span),
});

/** A query that Grafana refuses is a gap; a key that it refuses is none. */
const answersTo = async (
  api: VendorApi,
  panel: BoardPanel,
  variables: ReadBoard["variables"],
  span: Span,
): Promise<Answers | undefined> => {
  try {
    const answers = await askPanel(api, panel, variables, span);
    return answers.refused && answers.lines.length + answers.tables.length === 0 ? undefined : answers;
  } catch (error) {
    if (error instanceof VendorError && error.status !== undefined && ![401, 403].includes(error.status))
      return undefined;
    throw error;
  }
};
