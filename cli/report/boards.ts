import { isRow, type Dashboard } from "../../dashboards/grafana/model";
import { runbookAnchor } from "../../monitors/plan/wording";
import { groupBy, groupPairs } from "../../monitors/model/group-by";
import { html, type Markup } from "./markup";

/** Where something is seen: the boards' panels by the page and heading of the runbook that each links to. */
export interface Boards {
  readonly panels: ReadonlyMap<string, readonly Seen[]>;
  /** Where Grafana is; undefined where nothing says. */
  readonly site: string | undefined;
}

interface Seen {
  readonly uid: string;
  readonly board: string;
  readonly panel: string;
}

export const boardsOf = (dashboards: readonly Dashboard[], site: string | undefined): Boards => ({
  panels: groupPairs(
    dashboards.flatMap(({ uid, title: board, panels }) =>
      panels.flatMap((panel) =>
        isRow(panel)
          ? []
          : (panel.links ?? []).flatMap(({ url = "" }) => {
              const anchor = url.split("#")[1];
              return anchor === undefined ? [] : [[anchor, { uid, board, panel: panel.title }] as const];
            }),
      ),
    ),
  ),
  site,
});

/** "Seen on Engineering, Performance (API CPU)": a link where there is an address that a browser may follow. */
export const boardLinks = (
  { panels, site }: Boards,
  row: { readonly id: string; readonly runbook: string },
): Markup => {
  const seen = panels.get(runbookAnchor(row)) ?? [];
  const boards = [...groupBy(seen, ({ uid }) => uid).values()];
  if (boards.length === 0) return html`On no dashboard.`;
  return html`Seen on:
  ${boards.map(
    (same, index) =>
      html`${index === 0 ? "" : ", "}${nameOf(same[0], site)}
        <small>(${same.map(({ panel }) => panel).join("; ")})</small>`,
  )}.`;
};

const nameOf = (seen: Seen | undefined, site: string | undefined): Markup =>
  seen !== undefined && site !== undefined && /^https?:\/\//.test(site)
    ? html`<a href="${site.replace(/\/$/, "")}/d/${seen.uid}">${seen.board}</a>`
    : html`${seen?.board}`;
