import { lookUp } from "../look-up";
import type { Quantity } from "../quantity";
import type { SignalKind } from "../signal-kind";
import type { Feed } from "./feed";

/**
 * Numbers of the shop's own database, by SQL. Each is a row of this table and a file of the same name below
 * `infra/integrations/business-metrics` (`new_listings` → `new-listings.sql`), which counts within one span of time. Which spans
 * are asked for, and what is made of the answers, is the kind's; Grafana evaluates it, as it does Prometheus's data.
 */
interface NumberRow {
  readonly means: string;
  readonly gives: Gives;
  /** Tables that the file reads, and no others. */
  readonly reads: readonly string[];
  /** `present`: the tables do not tell how it stood in an earlier span. @default every span of the record */
  readonly known?: "present";
}

/**
 * The columns of a file's one row. All also give `since`, the first moment of the record: null while there is none, because nothing
 * writes it, and then the number has no data.
 *
 * - `good share`, `bad share`: `part` of `whole`
 * - `amount`: `amount`, of so many `events`, each of which counts one
 * - `worth`: `amount`, of so many `events` that came to more or less, of which `squares` is the sum of the squares
 * - `silence`: how often it `happened`, and how often it was `expected`
 */
export type Gives = "good share" | "bad share" | "amount" | "worth" | "silence";

export const businessNumbers = {
  index_use: {
    means: "scans of large tables that used an index",
    gives: "good share",
    reads: ["pg_stat_user_tables", "monitoring.table_scans"],
    known: "present",
  },
  slow_statements: {
    means: "statements that take more than a second on average",
    gives: "amount",
    reads: ["monitoring.statement_counts"],
  },
  search_success: {
    means: "searches with at least one result",
    gives: "good share",
    reads: ["search_events"],
  },
  new_listings: { means: "listings put up", gives: "amount", reads: ["products"] },
  completed_orders: {
    means: "checkouts started that became a paid order",
    gives: "good share",
    reads: ["checkouts", "orders"],
  },
  searches: { means: "searches made", gives: "amount", reads: ["search_events"] },
  views_after_search: {
    means: "sessions that opened a listing, of those that searched",
    gives: "good share",
    reads: ["search_events", "product_views"],
  },
  contacts_after_view: {
    means: "sessions that wrote to a seller, of those that opened a listing",
    gives: "good share",
    reads: ["product_views", "conversations"],
  },
  purchases_after_contact: {
    means: "buyers who paid an order, of those who wrote to a seller",
    gives: "good share",
    reads: ["conversations", "orders"],
  },
  revenue: { means: "what paid orders came to, in cents", gives: "worth", reads: ["orders"] },
  registrations: { means: "sign-ups", gives: "amount", reads: ["profiles"] },
  successful_payments: {
    means: "payments that succeeded, while checkouts were started",
    gives: "silence",
    reads: ["payments", "checkouts"],
  },
  disputes: {
    means: "disputes opened, per payment",
    gives: "bad share",
    reads: ["stripe_events"],
  },
  late_payouts: {
    means: "payouts whose arrival date has passed, and that are not paid",
    gives: "amount",
    reads: ["payouts"],
    known: "present",
  },
} as const satisfies Readonly<Record<string, NumberRow>>;

export type BusinessNumber = keyof typeof businessNumbers;

/** The row, with its optional fields visible. */
export const businessNumber = (name: BusinessNumber): NumberRow => businessNumbers[name];

export const isBusinessNumber = (name: string): name is BusinessNumber => name in businessNumbers;

export const businessNumberNames: readonly BusinessNumber[] = Object.keys(businessNumbers).filter(isBusinessNumber);

/** Which kinds the columns can be judged as; the comparing ones need earlier spans. */
const kindsGiven = {
  "good share": ["hit_ratio", "anomaly", "change"],
  "bad share": ["error_ratio", "anomaly", "change"],
  amount: ["count", "anomaly", "change"],
  worth: ["count", "anomaly", "change"],
  silence: ["silence"],
} as const satisfies Readonly<Record<Gives, readonly SignalKind[]>>;

export const kindsOfNumber = (name: BusinessNumber): readonly SignalKind[] => {
  const { gives, known } = businessNumber(name);
  const kinds: readonly SignalKind[] = kindsGiven[gives];
  return known === "present" ? kinds.filter((kind) => kind !== "anomaly" && kind !== "change") : kinds;
};

/** Grafana is the evaluator, and so the vendor: `prometheus` is its name here. */
export interface BusinessSource {
  readonly vendor: "prometheus";
  readonly type: "sql";
  readonly number: BusinessNumber;
  /** Fewer bad events than this, and a bad share keeps quiet, whatever the whole. */
  readonly leastBad?: Quantity<"count">;
  readonly reads: readonly Feed[];
}

type BadShare = {
  [Name in BusinessNumber]: (typeof businessNumbers)[Name]["gives"] extends "bad share" ? Name : never;
}[BusinessNumber];

const reading = (number: BusinessNumber) => ({
  vendor: "prometheus" as const,
  type: "sql" as const,
  number,
  reads: (lookUp<NumberRow>(businessNumbers, number)?.reads ?? []).map((table): Feed => `postgres:${table}`),
});

/** Sources of the shop's database: rows of the table. */
export const business = {
  number: (name: BusinessNumber): BusinessSource => reading(name),

  /** A share of bad events, of which there must be a few before it says anything. */
  badShare: (name: BadShare, { leastBad }: { readonly leastBad: Quantity<"count"> }): BusinessSource => ({
    ...reading(name),
    leastBad,
  }),
} as const;
