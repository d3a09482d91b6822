import type { Environment } from "../../monitors/model/environment";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import type { Refusal } from "../../monitors/plan/refusal";
import { parseQuery } from "../../monitors/prometheus/parse";
import { SCRAPE_SECONDS } from "../../monitors/prometheus/promql";
import { COLUMNS } from "./layout";
import { isRow, type Dashboard, type GraphPanel, type Target } from "./model";
import { NOT_CONFIGURED } from "./targets";

/**
 * What is wrong with a board, in the spirit of grafana/dashboard-linter (its rules: docs/index.md), on what was rendered.
 */
export const checkDashboards = (
  dashboards: readonly Dashboard[],
  environment: Pick<Environment, "name">,
): readonly Diagnostic[] => [
  ...checkUids(dashboards, environment),
  ...dashboards.flatMap((dashboard) =>
    dashboard.panels
      .filter((panel) => !isRow(panel))
      .flatMap((panel) =>
        [...checkWords(panel), ...checkQueries(panel)].map((refusal) =>
          toDiagnostic(`${dashboard.uid}, panel "${panel.title}"`, refusal),
        ),
      ),
  ),
  ...dashboards.flatMap(checkGrid),
];

const toDiagnostic = (where: string, refusal: Refusal): Diagnostic => ({ severity: "error", where, ...refusal });

/** https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/ ("the maximum length of a uid is 40 characters") */
const LONGEST_UID = 40;

const checkUids = (dashboards: readonly Dashboard[], { name }: Pick<Environment, "name">): readonly Diagnostic[] => {
  const seen = new Map<string, string>();
  return dashboards.flatMap(({ uid, title }) => {
    const other = seen.get(uid);
    seen.set(uid, title);
    const long: readonly Diagnostic[] =
      uid.length <= LONGEST_UID
        ? []
        : [
            toDiagnostic(`${uid} (${name})`, {
              what: `the uid has ${uid.length} letters`,
              rule: `Grafana takes ${LONGEST_UID}`,
              remedy: "shorten the board's key",
            }),
          ];
    return other === undefined
      ? long
      : [
          ...long,
          toDiagnostic(`${uid} (${name})`, {
            what: `"${other}" and "${title}" have one uid`,
            rule: "a board is known by its uid: the second would take the first one's place",
            remedy: "give one of them another key in dashboards/board.ts",
          }),
        ];
  });
};

const checkWords = ({ title, description, fieldConfig, type, options }: GraphPanel): readonly Refusal[] => [
  ...wanted(title, "title", "say in a few words what it shows"),
  ...wanted(description, "description", "say what it means, for whoever sees it first"),
  ...wanted(fieldConfig.defaults.unit ?? "", "unit", "give it one of Grafana's units"),
  ...(type === "timeseries" && !options.legend.showLegend
    ? [{ what: "has no legend", rule: "lines of a graph have names", remedy: "show the legend" }]
    : []),
];

const wanted = (text: string, part: string, remedy: string): readonly Refusal[] =>
  text.trim() === ""
    ? [{ what: `has no ${part}`, rule: "every panel has a title, a description and a unit", remedy }]
    : [];

const checkQueries = ({ targets, datasource }: GraphPanel): readonly Refusal[] => [
  ...(targets.length === 0
    ? [
        {
          what: "asks nothing",
          rule: "every panel has a query",
          remedy: "let the vendor's chart.ts draw what it renders, or write the file that the question names",
        },
      ]
    : []),
  ...(datasource.uid === NOT_CONFIGURED ? [unnamed(datasource.type)] : []),
  ...targets.flatMap(checkTarget),
];

const unnamed = (plugin: string): Refusal => ({
  what: `reads ${plugin}, and this environment names none`,
  rule: "a board's data sources are declared, or named by uid in the configuration",
  remedy: "set its uid below grafana.datasources in the stack's file (docs/bootstrap.md)",
});

const checkTarget = (target: Target): readonly Refusal[] => {
  if ("expr" in target && typeof target.expr === "string") return checkPromql(target.expr);
  return "rawSql" in target && typeof target.rawSql === "string" ? checkSql(target.rawSql) : [];
};

/** A rise within one scrape, or between two, is of points that are not there. */
const SHORTEST_WINDOW = 2 * SCRAPE_SECONDS;

const RANGE = /\b(rate|irate|increase|delta|idelta|deriv)\([^[]*\[((?:\d+[smhdw])+)/g;

const checkPromql = (query: string): readonly Refusal[] => {
  const { fault } = parseQuery(query);
  const short = [...query.matchAll(RANGE)].filter(([, , span]) => secondsOf(span ?? "") < SHORTEST_WINDOW);
  return [
    ...(fault === undefined
      ? []
      : [{ what: `is no PromQL from "${fault}" on`, rule: "a query parses", remedy: "mend the query" }]),
    ...short.map(([, rise, span]) => ({
      what: `${rise ?? ""} over ${span ?? ""}`,
      rule: `a point comes each ${SCRAPE_SECONDS} s, and a rise wants two of them at least`,
      remedy: `lengthen it to ${SHORTEST_WINDOW} s or more`,
    })),
  ];
};

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

const secondsOf = (span: string): number =>
  [...span.matchAll(/(\d+)([smhdw])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? "s"] ?? 0),
    0,
  );

/**
 * What Grafana fills into SQL: its macros (https://grafana.com/docs/grafana/latest/datasources/postgres/query-editor/ , macros), and
 * no variable, because the boards have none that a question takes.
 */
const MACROS: ReadonlySet<string> = new Set(["$__timeFrom", "$__timeTo", "$__timeFilter"]);

const PLACEHOLDER = /\$\{?[A-Za-z_]\w*\}?|(?<![:\w]):[a-z_]+\b|\{\{.*?\}\}|<[A-Z_]+>/g;

const checkSql = (sql: string): readonly Refusal[] =>
  [...new Set(sql.match(PLACEHOLDER) ?? [])]
    .filter((placeholder) => !MACROS.has(placeholder))
    .map((placeholder) => ({
      what: `nobody fills ${placeholder} in its SQL`,
      rule: `Grafana fills ${[...MACROS].join(", ")}`,
      remedy: "take it out, or write what it stands for",
    }));

/** Every panel within the grid, and no two on one another. */
const checkGrid = ({ uid, panels }: Dashboard): readonly Diagnostic[] => [
  ...panels
    .filter(({ gridPos: { x, y, w, h } }) => x < 0 || y < 0 || w < 1 || h < 1 || x + w > COLUMNS)
    .map(({ title, gridPos: { x, w } }) =>
      toDiagnostic(`${uid}, panel "${title ?? ""}"`, {
        what: `stands from column ${x} to ${x + w}`,
        rule: `Grafana's grid has ${COLUMNS} columns`,
        remedy: "make it narrower, or move it to the left",
      }),
    ),
  ...overlapping(panels).map(([panel, other]) =>
    toDiagnostic(`${uid}, panel "${panel.title ?? ""}"`, {
      what: `lies on "${other.title ?? ""}"`,
      rule: "panels stand beside each other",
      remedy: "let the layout place them",
    }),
  ),
];

type Placed = Dashboard["panels"][number];

/** From above down: only what begins before a panel ends can lie on it. */
const overlapping = (panels: readonly Placed[]): readonly (readonly [Placed, Placed])[] => {
  const falling = panels.toSorted((a, b) => a.gridPos.y - b.gridPos.y);
  const pairs: (readonly [Placed, Placed])[] = [];
  for (const [index, panel] of falling.entries()) {
    const end = panel.gridPos.y + panel.gridPos.h;
    for (let next = index + 1; next < falling.length; next += 1) {
      const other = falling[next];
      if (other === undefined || other.gridPos.y >= end) break;
      if (overlap(panel.gridPos, other.gridPos)) pairs.push([panel, other]);
    }
  }
  return pairs;
};

type Place = GraphPanel["gridPos"];

const overlap = (a: Place, b: Place): boolean =>
  a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
