import { html, type Markup } from "../report/markup";
import { dayOf, drawLines, lineColours, MOST_LINES } from "./chart";
import type { Answers, Line, Rows } from "./frames";
import type { Span } from "./grafana";
import { wordValue } from "./value";

/** A report as a page: the same for the mail's body and, with pictures, for its PDF. It fetches nothing and runs nothing. */

export interface ReportPanel {
  readonly title: string;
  /** In a sentence; the first of the panel's own words. */
  readonly means: string;
  readonly unit: string;
  readonly shape: "lines" | "number" | "rows";
  /** Undefined where Grafana did not answer. */
  readonly answers: Answers | undefined;
}

export interface ReportRow {
  readonly title: string;
  readonly panels: readonly ReportPanel[];
}

export interface Report {
  readonly title: string;
  readonly answers: string;
  readonly environment: string;
  readonly span: Span;
  readonly link: string;
  readonly rows: readonly ReportRow[];
}

/** "Driplo for executives (prod), 24 November to 1 December" */
export const subjectOf = ({ title, environment, span }: Report): string =>
  `${title} (${environment}), ${dayOf(span.from)} to ${dayOf(span.to)}`;

export const toPage = (report: Report, pictures: boolean): string =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <title>${subjectOf(report)}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <h1>${subjectOf(report)}</h1>
        <p>${report.answers} <a href="${report.link}">The board</a></p>
        ${report.rows.map(
          ({ title, panels }) =>
            html`<h2>${title}</h2>
              ${panels.map((panel) => renderPanel(panel, report.span, pictures))}`,
        )}
      </body>
    </html> `.markup;

const STYLE = `body { font-family: sans-serif; font-size: 14px; color: #1a1c1f; max-width: 720px; margin: 24px auto; }
h1 { font-size: 20px; } h2 { font-size: 16px; border-bottom: 1px solid #d0d4d9; margin-top: 28px; } h3 { font-size: 14px; margin: 16px 0 2px; }
p { margin: 2px 0 6px; } .means, .none { color: #55595e; font-size: 12px; } .number { font-size: 24px; }
table { border-collapse: collapse; font-size: 12px; } th, td { text-align: left; padding: 2px 14px 2px 0; border-bottom: 1px solid #eceef0; }
section { break-inside: avoid; } svg { width: 640px; height: 150px; font-size: 11px; }`;

const renderPanel = (panel: ReportPanel, span: Span, pictures: boolean): Markup =>
  html`<section>
    <h3>${panel.title}</h3>
    <p class="means">${panel.means}</p>
    ${renderAnswers(panel, span, pictures)}
  </section>`;

const NONE = html`<p class="none">No data in these days.</p>`;

const renderAnswers = ({ answers, unit, shape }: ReportPanel, span: Span, pictures: boolean): Markup => {
  if (answers === undefined) return html`<p class="none">Grafana could not answer this question.</p>`;
  const { lines, tables } = answers;
  const measured = lines.filter(({ points }) => points.length > 0);
  const [table] = tables.filter(({ rows }) => rows.length > 0);
  if (shape === "number") {
    const value = table?.rows[0]?.find((cell) => typeof cell === "number") ?? measured[0]?.points.at(-1)?.[1];
    return typeof value === "number" ? html`<p class="number">${wordValue(unit, value)}</p>` : NONE;
  }
  if (table !== undefined) return renderRows(table);
  if (measured.length === 0) return NONE;
  return html`${pictures ? drawLines(measured, unit, span) : undefined} ${renderLines(measured, unit, pictures)}`;
};

/** Of each line what a reader wants of a week. */
const renderLines = (lines: readonly Line[], unit: string, pictures: boolean): Markup =>
  html`<table>
      <tr>
        <th></th>
        <th>last</th>
        <th>mean</th>
        <th>least</th>
        <th>most</th>
      </tr>
      ${lines.slice(0, MOST_LINES).map(
        ({ name, points }, index) =>
          html`<tr>
            <td>
              ${pictures ? html`<span style="color: ${lineColours[index] ?? "#000"}">■</span> ` : undefined}${name}
            </td>
            ${figuresOf(points.map(([, value]) => value)).map((value) => html`<td>${wordValue(unit, value)}</td>`)}
          </tr>`,
      )}
    </table>
    ${moreThan(lines.length, MOST_LINES)}`;

const figuresOf = (values: readonly number[]): readonly number[] => [
  values.at(-1) ?? 0,
  values.reduce((sum, value) => sum + value, 0) / values.length,
  values.reduce((a, b) => Math.min(a, b)),
  values.reduce((a, b) => Math.max(a, b)),
];

const MOST_ROWS = 15;

const renderRows = ({ columns, rows }: Rows): Markup =>
  html`<table>
      <tr>
        ${columns.map((name) => html`<th>${name.replaceAll("_", " ")}</th>`)}
      </tr>
      ${rows.slice(0, MOST_ROWS).map(
        (row) =>
          html`<tr>
            ${row.map((cell) => html`<td>${typeof cell === "number" ? wordValue("short", cell) : (cell ?? "")}</td>`)}
          </tr>`,
      )}
    </table>
    ${moreThan(rows.length, MOST_ROWS)}`;

const moreThan = (count: number, most: number): Markup =>
  html`${count > most ? html`<p class="none">and ${count - most} more on the board</p>` : undefined}`;
