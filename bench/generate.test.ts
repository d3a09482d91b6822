import { declareStack } from "../infra/declare";
import { loadEnvironment } from "../infra/environment/load";
import { catalogue } from "../monitors/catalogue";
import type { Catalogue, MeasureDefinition } from "../monitors/model/signal";
import { policies } from "../policies";
import { generateCatalogue } from "./generate";
import { ROOT } from "./root";

const measuresOf = ({ services }: Catalogue): readonly MeasureDefinition[] =>
  Object.values(services).flatMap(({ signals }) =>
    Object.values(signals).flatMap((row): readonly MeasureDefinition[] =>
      row.measures === undefined ? [row] : Object.values(row.measures),
    ),
  );

const kindsAndSources = (rows: Catalogue): ReadonlySet<string> =>
  new Set(measuresOf(rows).map(({ kind, source }) => `${kind} from ${source.vendor} ${source.type}`));

const count = ({ services }: Catalogue): number =>
  Object.values(services).reduce((sum, { signals }) => sum + Object.keys(signals).length, 0);

describe("generateCatalogue", () => {
  const rows = generateCatalogue(catalogue, 120);

  it("has as many signals as asked for, by fifties", () => {
    expect(count(rows)).toBe(120);
    expect(Object.values(rows.services).map(({ signals }) => Object.keys(signals).length)).toEqual([50, 50, 20]);
  });

  it("has every kind and source of the real catalogue, and no other", () => {
    expect(kindsAndSources(rows)).toEqual(kindsAndSources(catalogue));
  });

  it("has two levels in every measure but a heartbeat, which has one by nature", () => {
    const single = measuresOf(rows).filter(({ warning, critical }) => warning === undefined || critical === undefined);
    expect(single.filter(({ kind }) => kind !== "heartbeat")).toEqual([]);
  });

  it("is declared without a fault", () => {
    const { environment } = loadEnvironment(ROOT, "prod");
    if (environment === undefined) throw new Error("the configuration of prod has a fault");
    expect(declareStack(rows, policies, environment).diagnostics).toEqual([]);
  });
});
