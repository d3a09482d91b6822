import { z } from "zod";
import type { Environment } from "../../monitors/model/environment";
import { askJson, type VendorApi } from "../shared/ask-vendor";
import { CommandError } from "../shared/exit";
import { addressOf, neededVariables, type Variables } from "../shared/variables";
import { answersOf, type Answers } from "./frames";

/**
 * A board as it stands in Grafana, and what its panels show: the same questions, asked by Grafana of its own data sources, so that this job
 * holds no key but one to look. https://grafana.com/docs/grafana/latest/developers/http_api/dashboard/ and …/data_source/ ("Query a data source")
 */

/** Of a service account with the role Viewer, which may query the data sources. */
const TOKEN = "DRIPLO_GRAFANA_TOKEN";

/** @throws CommandError (usage) where the key is not set */
export const openGrafana = (variables: Variables, { grafana }: Pick<Environment, "grafana">): VendorApi => {
  const token = neededVariables(variables, TOKEN);
  return {
    name: "Grafana",
    address: addressOf(variables, "DRIPLO_GRAFANA_HOST", grafana.url),
    headers: { authorization: `Bearer ${token(TOKEN)}` },
    key: TOKEN,
  };
};

const panel = z.looseObject({
  type: z.string(),
  title: z.string().default(""),
  description: z.string().default(""),
  links: z.array(z.looseObject({ url: z.string().default("") })).default([]),
  targets: z.array(z.looseObject({ refId: z.string(), hide: z.boolean().optional() })).default([]),
  fieldConfig: z.looseObject({ defaults: z.looseObject({ unit: z.string().optional() }).optional() }).optional(),
});

const variable = z.looseObject({
  name: z.string(),
  allValue: z.string().nullish(),
  current: z.looseObject({ value: z.unknown() }).optional(),
});

const dashboard = z.looseObject({
  dashboard: z.looseObject({
    title: z.string(),
    description: z.string().default(""),
    panels: z.array(panel),
    templating: z.looseObject({ list: z.array(variable).default([]) }).default({ list: [] }),
  }),
});

export type BoardPanel = z.output<typeof panel>;

export interface ReadBoard {
  readonly title: string;
  readonly answers: string;
  /** Rows among them, by their type `row`. */
  readonly panels: readonly BoardPanel[];
  readonly variables: readonly z.output<typeof variable>[];
}

/** @throws CommandError (vendor) */
export const readBoard = async (api: VendorApi, uid: string): Promise<ReadBoard> => {
  const path = `/api/dashboards/uid/${uid}`;
  const read = dashboard.safeParse(await askJson(api, { method: "get", path }));
  if (!read.success) throw new CommandError("vendor", `Grafana's answer to GET ${path} is no board`);
  const { title, description, panels, templating } = read.data.dashboard;
  return { title, answers: description, panels, variables: templating.list };
};

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** As many points as a page has columns for. */
const POINTS = 200;

/** What a panel shows of the span; the browser fills in a board's variables, and so must we. @throws CommandError (vendor) */
export const askPanel = async (
  api: VendorApi,
  { targets }: BoardPanel,
  variables: ReadBoard["variables"],
  { from, to }: Span,
): Promise<Answers> => {
  const queries = targets.map((target) => ({
    ...fill(target, variables, { from, to }),
    intervalMs: Math.round((to - from) / POINTS),
    maxDataPoints: POINTS,
  }));
  const json = { from: String(from), to: String(to), queries };
  const hidden = targets.filter(({ hide }) => hide === true).map(({ refId }) => refId);
  return answersOf(await askJson(api, { method: "post", path: "/api/ds/query", json, repeatable: true }), hidden);
};

/** `$service`, `${service}`, and the bounds of the span; what data sources fill in themselves (`$__timeFilter`) stays. */
const fill = (target: object, variables: ReadBoard["variables"], { from, to }: Span): object => {
  const values = new Map<string, string>([
    ["__from", String(from)],
    ["__to", String(to)],
    ...variables.map(({ name, allValue, current }) => [name, valueOf(current?.value, allValue)] as const),
  ]);
  const filled: unknown = JSON.parse(JSON.stringify(target), (_, value: unknown) =>
    typeof value === "string"
      ? value.replaceAll(
          /\$(?:\{(\w+)\}|(\w+))/g,
          (whole, braced?: string, bare?: string) => values.get(braced ?? bare ?? "") ?? whole,
        )
      : value,
  );
  return typeof filled === "object" && filled !== null ? filled : {};
};

const ALL = "$__all";

const valueOf = (value: unknown, all: string | null | undefined): string =>
  value === ALL ? (all ?? "*") : typeof value === "string" ? value : "*";
