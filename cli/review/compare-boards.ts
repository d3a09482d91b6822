import { z } from "zod";
import type { Json } from "../../monitors/declaration/json";
import { groupBy } from "../../monitors/model/group-by";
import { canonical } from "./canonical";
import type { Change } from "./change";
import { isConfigured, type PlanData } from "../plan/data";

/** What is seen of it: boards and panels that come and go, ask another question or are drawn otherwise. */
export const compareBoards = (before: PlanData, after: PlanData): readonly Change[] => {
  if (!isConfigured(before) || !isConfigured(after)) return [];
  const [was, is] = [boardsOf(before), boardsOf(after)];
  return [
    ...[...was.keys()].filter((name) => !is.has(name)).map((name) => change(name, "the board is gone")),
    ...[...is].flatMap(([name, config]): readonly Change[] => {
      const old = was.get(name);
      if (old === undefined) return [change(name, "a new board")];
      return old === config ? [] : comparePanels(name, old, config);
    }),
  ];
};

const change = (where: string, what: string): Change => ({ kind: "board", where, subject: where, what });

const BOARD = "grafana:oss/dashboard:Dashboard";

/** Each board's own JSON, by its logical name. */
const boardsOf = ({ declarations = [] }: PlanData): ReadonlyMap<string, string> =>
  new Map(
    declarations.flatMap(({ type, name, args }) => {
      const config = type === BOARD ? configOf(args["configJson"]) : undefined;
      return config === undefined ? [] : [[name, config] as const];
    }),
  );

const template = z.object({
  late: z.literal("template"),
  parts: z.array(z.union([z.string(), z.looseObject({ name: z.string() })])),
});

/** Text, or text around what only a running engine knows (`monitors/model/late.ts`), which the resource's name stands for. */
const configOf = (config: Json | undefined): string | undefined =>
  typeof config === "string"
    ? config
    : template
        .safeParse(config)
        .data?.parts.map((part) => (typeof part === "string" ? part : part.name))
        .join("");

/** https://grafana.com/docs/grafana/latest/visualizations/dashboards/build-dashboards/view-dashboard-json-model/ (panels) */
const json = z.custom<Json>(() => true);
const panel = z.looseObject({
  title: z.string().default(""),
  type: z.string().default(""),
  targets: json.default([]),
});
const board = z.looseObject({
  panels: z.array(z.looseObject({ ...panel.shape, panels: z.array(panel).default([]) })).default([]),
});

interface Panel {
  readonly title: string;
  /** What it asks, and how it is drawn, as text that is the same where they are. */
  readonly asks: string;
  readonly drawn: string;
}

const comparePanels = (name: string, from: string, to: string): readonly Change[] => {
  const [was, is] = [panelsOf(from), panelsOf(to)];
  if (was === undefined || is === undefined) return [change(name, "its panels cannot be compared: it is no JSON")];
  const found = [
    ...[...was.keys()].filter((key) => !is.has(key)).map((key) => `no longer shows ${key}`),
    ...[...is].flatMap(([key, now]) => {
      const old = was.get(key);
      if (old === undefined) return [`shows ${key}, which is new`];
      if (old.asks !== now.asks) return [`${key} asks another question`];
      return old.drawn === now.drawn ? [] : [`${key} is drawn otherwise`];
    }),
  ];
  return (found.length === 0 ? ["is laid out otherwise"] : found).map((what) => change(name, what));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** By their titles; those of one title by their order. Where a panel stands, and its number, say nothing about it. Undefined of what is no JSON: a plan may come from a file. */
const panelsOf = (config: string): ReadonlyMap<string, Panel> | undefined => {
  const parsed = parseJson(config);
  if (parsed === undefined) return undefined;
  const read = board.safeParse(parsed);
  const panels = (read.data?.panels ?? []).flatMap((each) => [each, ...each.panels]).map(toPanel);
  return new Map(
    [...groupBy(panels, ({ title }) => title)].flatMap(([title, same]) =>
      same.map((each, index) => [index === 0 ? title : `${title} (${index + 1})`, each] as const),
    ),
  );
};

const toPanel = ({ title, type, targets, ...rest }: z.output<typeof panel>): Panel => ({
  title: title === "" ? `a ${type} without a title` : title,
  asks: meaning(targets),
  drawn: meaning(json.parse({ type, ...rest, ...NEITHER })),
});

/** Where it stands, its number, and what a row holds: said by themselves, or nothing that anybody sees. */
const NEITHER = { gridPos: null, id: null, panels: null } as const;

const meaning = (value: Json): string => JSON.stringify(canonical(value));
