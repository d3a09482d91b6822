import { stringify } from "safe-stable-stringify";
import type { DeclaredStack } from "../../infra/declare";
import { toPlanJson } from "../../cli/plan/json";

/** Sound inputs, for mutations to make wrong. */

const START = Date.UTC(2026, 10, 2) / 1_000;
const MINUTES = 240;

const samples = Array.from({ length: MINUTES }, (_, minute) => ({
  time: new Date((START + minute * 60) * 1_000).toISOString().replace(".000", ""),
  bad: minute % 40 < 10 ? 12 : 1,
  all: 100 + (minute % 7),
}));

export const seriesTexts = (): readonly (readonly [file: string, text: string])[] => [
  ["series.csv", `time,bad,all\n${samples.map(({ time, bad, all }) => `${time},${bad},${all}\n`).join("")}`],
  ["series.json", JSON.stringify(samples)],
];

const stretches = "2026-11-02T00:05:00Z,2026-11-02T00:20:00+00:00";

export const labelText = (signal: string): string => `signal,from,to\n${`${signal},${stretches}\n`.repeat(5)}`;

export const recordText = (level: string): string => `level,from,to\n${`${level},${stretches}\n`.repeat(5)}`;

/** As `plan --format json --declarations` prints it, less most of the declarations: each is of a type of its own. */
export const planText = (declared: DeclaredStack): string => {
  const { policies, catalogue } = declared.rows;
  const types = new Set<string>();
  const declarations = declared.declarations.filter(({ vendor, type }) => {
    const isNew = !types.has(`${vendor} ${type}`);
    types.add(`${vendor} ${type}`);
    return isNew;
  });
  return stringify(toPlanJson({ ...declared, declarations }, policies, catalogue.emission, true));
};
