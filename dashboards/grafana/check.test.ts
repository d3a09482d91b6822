import { testProd } from "../../testing/environment";
import { catalogue } from "../../monitors/catalogue";
import { formatDiagnostic } from "../../monitors/plan/diagnostic";
import { declareStack, policies } from "../../testing/stack";
import { checkDashboards } from "./check";
import type { Dashboard, GraphPanel, Target } from "./model";

const { dashboards } = declareStack(catalogue, policies, testProd);

const board = (): Dashboard => {
  const found = dashboards.find(({ uid }) => uid === "driplo-prod-database");
  if (found === undefined) throw new Error("no board");
  return found;
};

const panel = (): GraphPanel => {
  const found = board().panels.find(({ title }) => title === "Database CPU");
  if (found === undefined || found.type === "row") throw new Error("no panel");
  return found;
};

const withPanel = (edit: object): Dashboard => ({ ...board(), panels: [{ ...panel(), ...edit }] });

const said = (...boards: readonly Dashboard[]): readonly string[] =>
  checkDashboards(boards, testProd).map(({ what }) => what);

const asking = (target: object): Dashboard => withPanel({ targets: [{ ...panel().targets[0], ...target } as Target] });

const sql = (rawSql: string): Dashboard =>
  withPanel({
    targets: [
      { refId: "A", datasource: panel().datasource, rawSql, rawQuery: true, editorMode: "code", format: "table" },
    ],
  });

describe("a board", () => {
  it("of ours has no fault", () => {
    expect(checkDashboards(dashboards, testProd)).toEqual([]);
  });

  it("has a uid of its own", () => {
    const [diagnostic] = checkDashboards([board(), { ...board(), title: "Another" }], testProd);
    expect(diagnostic === undefined ? "" : formatDiagnostic(diagnostic)).toBe(
      [
        'error  driplo-prod-database (prod)  "Database (prod)" and "Another" have one uid',
        "       a board is known by its uid: the second would take the first one's place",
        "       fix: give one of them another key in dashboards/board.ts",
      ].join("\n"),
    );
  });

  it.each([
    ["u".repeat(40), []],
    ["u".repeat(41), ["the uid has 41 letters"]],
  ])("has a uid that Grafana takes: %s", (uid, expected) => {
    expect(said({ ...board(), uid })).toEqual(expected);
  });

  it.each([
    [{ x: 16, y: 0, w: 8, h: 8 }, []],
    [{ x: 17, y: 0, w: 8, h: 8 }, ["stands from column 17 to 25"]],
    [{ x: -1, y: 0, w: 8, h: 8 }, ["stands from column -1 to 7"]],
  ])("stays on the grid: %j", (gridPos, expected) => {
    expect(said(withPanel({ gridPos }))).toEqual(expected);
  });

  it.each([
    [{ x: 8, y: 0, w: 8, h: 8 }, []],
    [{ x: 0, y: 8, w: 8, h: 8 }, []],
    [{ x: 7, y: 7, w: 8, h: 8 }, ['lies on "Database CPU"']],
  ])("lets no panel lie on another: %j", (gridPos, expected) => {
    const first = { ...panel(), gridPos: { x: 0, y: 0, w: 8, h: 8 } };
    expect(said({ ...board(), panels: [first, { ...panel(), gridPos }] })).toEqual(expected);
  });
});

describe("a panel", () => {
  it.each([
    [{ title: " " }, "has no title"],
    [{ description: "" }, "has no description"],
    [{ fieldConfig: { defaults: {}, overrides: [] } }, "has no unit"],
    [{ targets: [] }, "asks nothing"],
    [{ datasource: { type: "cloudwatch", uid: "" } }, "reads cloudwatch, and this environment names none"],
    [{ options: { ...panel().options, legend: { showLegend: false } } }, "has no legend"],
  ])("is whole: %j", (edit, expected) => {
    expect(said(withPanel(edit))).toEqual([expected]);
  });

  it.each([
    ["rate(up[2m])", []],
    ["rate(up[1m59s])", ["rate over 1m59s"]],
    ['sum(increase(up{a="b"}[30s]))', ["increase over 30s"]],
    ["max_over_time(up[1m])", []],
    ["rate(up[2m]", ['is no PromQL from "" on']],
  ])("asks Prometheus what it can answer: %s", (expr, expected) => {
    expect(said(asking({ expr }))).toEqual(expected);
  });

  it.each([
    ["select a::text from t where $__timeFilter(a) and b > $__timeFrom()", []],
    ["select $city", ["nobody fills $city in its SQL"]],
    ["select ${city}", ["nobody fills ${city} in its SQL"]],
    ["select * from t where a = :name", ["nobody fills :name in its SQL"]],
    ["select {{ city }}", ["nobody fills {{ city }} in its SQL"]],
  ])("asks tables without a gap: %s", (rawSql, expected) => {
    expect(said(sql(rawSql))).toEqual(expected);
  });

  it("reads a data source that the environment names", () => {
    const bare = { ...testProd, grafana: { ...testProd.grafana, datasources: {} } };
    const { diagnostics } = declareStack(catalogue, policies, bare);
    const faults = new Set(diagnostics.map(({ what }) => what));
    expect(faults).toEqual(
      new Set(
        ["cloudwatch", "yesoreyeram-infinity-datasource", "grafana-sentry-datasource"].map(
          (plugin) => `reads ${plugin}, and this environment names none`,
        ),
      ),
    );
  });

  it("of a question whose file is not there asks nothing, and says so", () => {
    const { diagnostics } = declareStack(catalogue, policies, {
      ...testProd,
      boardQueries: { ...testProd.boardQueries, churn: undefined },
    });
    expect(diagnostics.map(({ where, what }) => `${where} ${what}`)).toEqual([
      'driplo-prod-executive, panel "Seller churn" asks nothing',
      'driplo-prod-marketplace-health, panel "Seller churn" asks nothing',
    ]);
  });
});
