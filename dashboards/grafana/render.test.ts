import Ajv from "ajv";
import { testDev, testProd } from "../../testing/environment";
import { catalogue } from "../../monitors/catalogue";
import { percent } from "../../monitors/model/quantity";
import type { Catalogue, SignalDefinition } from "../../monitors/model/signal";
import { declareStack, policies } from "../../testing/stack";
import { boardKeys } from "../board";
import { isRow, type Dashboard, type GraphPanel } from "./model";
import { toJson } from "./resources";
import schema from "./testing/dashboard.jsonschema.json";

/** The boards as they are declared, of the real catalogue. */

const declared = declareStack(catalogue, policies, testProd);
const { dashboards } = declared;
const { objectives: catalogueObjectives } = declared.plan;

const boardOf = (key: string, all: readonly Dashboard[] = dashboards): Dashboard => {
  const found = all.find(({ uid }) => uid.endsWith(`-${key}`));
  if (found === undefined) throw new Error(`no board ${key}`);
  return found;
};

const panelsOf = (board: Dashboard): readonly GraphPanel[] => board.panels.filter((panel) => !isRow(panel));

const panelOf = (key: string, title: string, all?: readonly Dashboard[]): GraphPanel => {
  const found = panelsOf(boardOf(key, all)).find((panel) => panel.title === title);
  if (found === undefined) throw new Error(`no panel ${title} on ${key}`);
  return found;
};

/** A late value stands where text does. */
const toText = (board: Dashboard): string => {
  const json = toJson(board);
  return typeof json === "string"
    ? json
    : json.parts.map((part) => (typeof part === "string" ? part : "late")).join("");
};

const withRow = (service: string, key: string, row: SignalDefinition): Catalogue => {
  const before = catalogue.services[service];
  const base = before ?? { title: "New", owner: "platform", signals: {} };
  return {
    ...catalogue,
    services: { ...catalogue.services, [service]: { ...base, signals: { ...base.signals, [key]: row } } },
  };
};

const rowOf = (service: string, key: string): SignalDefinition => {
  const row = catalogue.services[service]?.signals[key];
  if (row === undefined) throw new Error(`no row ${service}.${key}`);
  return row;
};

describe("the boards", () => {
  it("are the thirteen of the plan, under stable uids", () => {
    expect(dashboards.map(({ uid }) => uid)).toEqual([
      "driplo-prod-executive",
      "driplo-prod-engineering",
      "driplo-prod-operations",
      "driplo-prod-performance",
      "driplo-prod-user-experience",
      "driplo-prod-revenue",
      "driplo-prod-market",
      "driplo-prod-marketplace-health",
      "driplo-prod-database",
      "driplo-prod-messaging",
      "driplo-prod-mobile",
      "driplo-prod-security",
      "driplo-prod-monitoring-quality",
    ]);
  });

  it("show every signal of the catalogue", () => {
    const links = new Set(
      dashboards.flatMap(panelsOf).flatMap(({ links = [] }) => links.map(({ url = "" }) => url.split("#")[1])),
    );
    const missing = declared.plan.signals.filter(({ id }) => !links.has(id.replaceAll(/[._]/g, "-")));
    expect(missing.map(({ id }) => id)).toEqual([]);
  });

  it.each(dashboards.map((board) => [board.uid, board] as const))(
    "%s is a dashboard by Grafana's schema",
    (_, board) => {
      const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
      validate(JSON.parse(toText(board)));
      expect(validate.errors).toBeNull();
    },
  );

  it("show what is left of each objective's budget, and how fast it goes", () => {
    const titles = dashboards.flatMap(panelsOf).map(({ title }) => title);
    for (const { title } of catalogueObjectives)
      expect(titles).toEqual(expect.arrayContaining([`${title}: error budget left`, `${title}: burn rate`]));
    expect(catalogueObjectives).toHaveLength(4);
  });

  it("would not pass with a field that Grafana does not know", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(schema);
    expect(validate({ ...JSON.parse(toText(boardOf("market"))), colour: "red" })).toBe(false);
  });

  it("are the same panels in every environment, asked of its own data", () => {
    // The committed dev has no New Relic, and so no heartbeat of it to draw.
    const dev = declareStack(catalogue, policies, {
      ...testDev,
      newrelic: testProd.newrelic,
      switchedOff: {},
    }).dashboards;
    const shapeOf = (boards: readonly Dashboard[]) =>
      boards.map(({ panels }) =>
        panels.map(({ title, type, gridPos, ...rest }) => ({
          title,
          type,
          gridPos,
          thresholds: "fieldConfig" in rest ? rest.fieldConfig.defaults.thresholds : undefined,
        })),
      );
    expect(shapeOf(dev)).toEqual(shapeOf(dashboards));
    expect(dev.map(({ uid }) => uid)).toEqual(boardKeys.map((key) => `driplo-dev-${key}`));
  });

  it("fill the width of a phone where executives read them", () => {
    expect(boardOf("executive").panels.filter(({ gridPos }) => gridPos.x !== 0 || gridPos.w !== 24)).toEqual([]);
  });

  it("lead from the executives' to the engineers', and from a signal to its own board, runbook and alert", () => {
    expect(boardOf("executive").links.map(({ url }) => url)).toEqual([
      "/d/driplo-prod-engineering",
      "/d/driplo-prod-operations",
      "/d/driplo-prod-revenue",
      "/d/driplo-prod-marketplace-health",
    ]);
    expect(panelOf("executive", "Database reachable").links?.map(({ title, url }) => [title, url])).toEqual([
      ["Runbook", "https://runbooks.shop.test/database/reachable.md#database-reachable"],
      ["Alert", "https://app.datadoghq.eu/monitors/manage?q=tag%3A%22signal%3Adatabase.reachable%22"],
      ["Database", "/d/driplo-prod-database"],
    ]);
  });

  it("are empty where Grafana is off", () => {
    const off = declareStack(catalogue, policies, { ...testProd, switchedOff: { prometheus: "the trial is over" } });
    expect(off.dashboards).toEqual([]);
    expect(off.declarations.filter(({ type }) => type === "grafana:oss/dashboard:Dashboard")).toEqual([]);
  });
});

describe("a signal's panel", () => {
  it("asks what the alert asks, with its lines, links and words", () => {
    expect(panelOf("database", "Database CPU")).toEqual({
      id: 15,
      type: "timeseries",
      title: "Database CPU",
      description: [
        "Queries queue for CPU and every page slows down.",
        "warning (P3): mean above 70 % over 5 min",
        "critical (P2): mean above 90 % over 5 min",
      ].join("\n\n"),
      gridPos: expect.anything() as unknown,
      datasource: { type: "prometheus", uid: "prometheus-uid" },
      targets: [
        {
          refId: "A",
          datasource: { type: "prometheus", uid: "prometheus-uid" },
          expr: '100 - 100 * avg(rate(node_cpu_seconds_total{supabase_project_ref="prodprojectreference",mode="idle"}[5m]) and count_over_time(node_cpu_seconds_total{supabase_project_ref="prodprojectreference",mode="idle"}[5m]) >= 4)',
          range: true,
          instant: false,
          editorMode: "code",
          legendFormat: "__auto",
        },
      ],
      fieldConfig: expect.anything() as unknown,
      options: expect.anything() as unknown,
      links: expect.anything() as unknown,
    });
  });

  it("has a line for each level, in its colour, with what is beyond it", () => {
    expect(panelOf("engineering", "API response time").fieldConfig.defaults).toEqual({
      unit: "ns",
      color: { mode: "palette-classic" },
      custom: { drawStyle: "line", lineWidth: 2, showPoints: "auto", thresholdsStyle: { mode: "line+area" } },
      thresholds: {
        mode: "absolute",
        steps: [
          { value: null, color: "green" },
          { value: 500_000_000, color: "orange" },
          { value: 2_000_000_000, color: "red" },
        ],
      },
    });
  });

  it("is red below the line where less is worse", () => {
    expect(panelOf("operations", "CDN cache hits").fieldConfig.defaults.thresholds?.steps).toEqual([
      { value: null, color: "red" },
      { value: 60, color: "orange" },
      { value: 80, color: "green" },
    ]);
  });

  it("moves its line with the row's number", () => {
    const row = rowOf("database", "cpu");
    const moved = withRow("database", "cpu", {
      ...row,
      critical: { at: percent(93), priority: "P2" },
    } as SignalDefinition);
    const { dashboards: changed } = declareStack(moved, policies, testProd);
    expect(panelOf("database", "Database CPU", changed).fieldConfig.defaults.thresholds?.steps.at(-1)).toEqual({
      value: 93,
      color: "red",
    });
    expect(panelOf("database", "Database CPU").fieldConfig.defaults.thresholds?.steps.at(-1)).toEqual({
      value: 90,
      color: "red",
    });
  });

  it("lands by itself on its service's board, and on the engineers' where the service is new", () => {
    const row = rowOf("database", "cpu");
    const added = { ...row, title: "Something new" } as SignalDefinition;
    const known = declareStack(withRow("database", "added", added), policies, testProd).dashboards;
    expect(boardOf("database", known).panels.at(-2)).toMatchObject({ type: "row", title: "Everything else here" });
    expect(boardOf("database", known).panels.at(-1)).toMatchObject({ title: "Something new" });
    const unknown = declareStack(withRow("newcomer", "added", added), policies, testProd).dashboards;
    expect(boardOf("engineering", unknown).panels.at(-1)).toMatchObject({ title: "Something new" });
  });

  it("is left out where its vendor is off, with everything else in place", () => {
    const off = declareStack(catalogue, policies, { ...testProd, switchedOff: { sentry: "the trial is over" } });
    expect(panelsOf(boardOf("executive", off.dashboards)).map(({ title }) => title)).not.toContain(
      "Storefront error rate",
    );
    expect(off.diagnostics.filter(({ what }) => what === "asks nothing")).toEqual([]);
  });
});

describe("what is chosen and noted", () => {
  it("offers only what a panel asks by", () => {
    const namesOn = (key: string) => boardOf(key).templating.list.map(({ name }) => name);
    expect(namesOn("engineering")).toEqual(["environment", "service"]);
    expect(namesOn("mobile")).toEqual(["device"]);
    expect(namesOn("database")).toEqual([]);
  });

  it("marks deployments and incidents of its environment", () => {
    expect(boardOf("executive").annotations.list.map(({ name, target }) => [name, target?.tags])).toEqual([
      ["Deployments", ["deployment", "prod"]],
      ["Incidents", ["incident", "prod"]],
    ]);
  });
});

describe("the resources", () => {
  const boards = declared.declarations.filter(({ name }) => name.startsWith("board"));

  it("are a folder for each audience and a board each, and no mail of Grafana's where our own job sends it", () => {
    expect(boards.map(({ type, name }) => `${type.split(":")[2] ?? ""} ${name}`)).toEqual([
      "Folder boards.executives",
      "Folder boards.engineering",
      "Folder boards.operations",
      "Folder boards.product",
      ...boardKeys.map((key) => `Dashboard board.${key}`),
    ]);
  });

  it("mail three boards each week where Grafana's plan has reports", () => {
    const { declarations } = declareStack(catalogue, policies, {
      ...testProd,
      grafana: { ...testProd.grafana, report: { ...testProd.grafana.report, by: "grafana" } },
    });
    const mails = declarations.filter(({ type }) => type === "grafana:enterprise/report:Report");
    expect(mails.map(({ name, args }) => [name, "recipients" in args ? args.recipients : undefined])).toEqual([
      ["board.executive", ["leadership@shop.test"]],
      ["board.operations", ["operations@shop.test"]],
      ["board.monitoring-quality", ["on-call@shop.test"]],
    ]);
    expect(mails[0]?.args).toEqual({
      name: "Driplo for executives (prod)",
      recipients: ["leadership@shop.test"],
      dashboards: [
        {
          uid: { late: "reference", type: "grafana:oss/dashboard:Dashboard", name: "board.executive", property: "uid" },
          timeRange: { from: "now-7d", to: "now" },
        },
      ],
      formats: ["pdf"],
      layout: "simple",
      orientation: "portrait",
      includeDashboardLink: true,
      schedule: { frequency: "weekly", startTime: "2026-01-05T08:00:00", timezone: "Europe/Paris" },
    });
  });

  it("leave what only a running program knows as late values in the JSON", () => {
    const quality = boards.find(({ name }) => name === "board.monitoring-quality");
    const json = quality !== undefined && "configJson" in quality.args ? quality.args.configJson : undefined;
    expect(json).toMatchObject({ late: "template" });
    expect(JSON.stringify(json)).toContain('"type":"datadog:aws/integrationEventBridge:IntegrationEventBridge"');
  });
});
