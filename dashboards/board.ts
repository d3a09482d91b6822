import type { ServiceKey, ObjectiveId, SignalId } from "../monitors/catalogue/services";
import type { Environment } from "../monitors/model/environment";
import type { ChartQuery, Line } from "../monitors/plan/chart";
import type { QuestionName } from "./questions";

/** A dashboard before it is Grafana's: what it shows, in rows, for whom. */
export interface Board {
  readonly title: string;
  /** For whom, and so in which folder. */
  readonly audience: Audience;
  /** What it answers, in a sentence. */
  readonly answers: string;
  /** How far back it looks when it is opened: `24h`, `7d`. */
  readonly looksBack: `${number}${"h" | "d"}`;
  /** Boards that say more of the same. */
  readonly leadsTo: readonly BoardKey[];
  /** Every panel as wide as the board, so that it reads on a phone. @default side by side */
  readonly wide?: true;
  readonly rows: readonly BoardRow[];
}

export const audiences = {
  executives: "Driplo for executives",
  engineering: "Driplo engineering",
  operations: "Driplo operations",
  product: "Driplo product",
} as const;

export type Audience = keyof typeof audiences;

export interface BoardRow {
  readonly title: string;
  readonly panels: readonly BoardPanel[];
}

/** A signal or objective of the catalogue; a question to the shop's tables; or what a vendor says that is no signal. */
export type BoardPanel = SignalPanel | ObjectivePanel | QuestionPanel | ViewPanel;

/** Query, unit, lines, title and links all come from the row. Of several measures each is a panel. */
export interface SignalPanel {
  readonly signal: SignalId;
}

/** Two panels: what is left of the budget, and how fast it goes. */
export interface ObjectivePanel {
  readonly objective: ObjectiveId;
}

/** A file of `queries`, with its row in `questions.ts`. */
export interface QuestionPanel {
  readonly question: QuestionName;
}

export interface ViewPanel {
  readonly view: string;
  readonly means: string;
  /** Grafana's id of the unit. */
  readonly unit: string;
  readonly shape: "series" | "rows";
  /** What is promised of it, drawn as a line. */
  readonly line?: Line;
  readonly asks: (environment: Environment) => ChartQuery;
}

export const signals = (...ids: readonly SignalId[]): readonly SignalPanel[] => ids.map((signal) => ({ signal }));

export const objectives = (...ids: readonly ObjectiveId[]): readonly ObjectivePanel[] =>
  ids.map((objective) => ({ objective }));

export const questionsOf = (...names: readonly QuestionName[]): readonly QuestionPanel[] =>
  names.map((question) => ({ question }));

/** In the order of table D of the monitoring plan. */
export const boardKeys = [
  "executive",
  "engineering",
  "operations",
  "performance",
  "user-experience",
  "revenue",
  "market",
  "marketplace-health",
  "database",
  "messaging",
  "mobile",
  "security",
  "monitoring-quality",
] as const;

export type BoardKey = (typeof boardKeys)[number];

/** The board of each service: whatever of its signals no row there names stands in a row of its own at the end. */
export const homeOf: Readonly<Record<ServiceKey, BoardKey>> = {
  storefront: "user-experience",
  api: "engineering",
  database: "database",
  infrastructure: "operations",
  edge: "operations",
  search: "marketplace-health",
  listings: "marketplace-health",
  messaging: "messaging",
  orders: "revenue",
  accounts: "marketplace-health",
  payments: "revenue",
  security: "security",
  delivery: "engineering",
  monitoring: "monitoring-quality",
};
