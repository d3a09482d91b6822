import type { AnalyticsEvent, ResultStep } from "../../monitors/model/analytics";
import type { Instrument } from "./instrument";

/** What people do in the shop, in steps: how it went and how long it took, never what they wrote, searched for or uploaded. */

type Flows = Pick<Instrument, "action" | "event">;

const MEBIBYTE = 2 ** 20;

/** Statuses with which the API refuses a file: too large, of a wrong type, or not what it says (A61). */
const REFUSED: ReadonlySet<number> = new Set([413, 415, 422]);

/** Sends a file by `send`, and tells how it went. What `send` throws goes on to the caller. */
export const upload = async <R extends { readonly ok: boolean; readonly status: number }>(
  { action }: Flows,
  file: Pick<Blob, "size" | "type">,
  send: () => Promise<R>,
): Promise<R> => {
  const start = performance.now();
  const tell = (outcome: "stored" | "refused" | "failed"): void => {
    action("upload", outcome, {
      type: file.type,
      mebibytes: Math.ceil(file.size / MEBIBYTE),
      ms: Math.round(performance.now() - start),
    });
  };
  try {
    const response = await send();
    tell(response.ok ? "stored" : REFUSED.has(response.status) ? "refused" : "failed");
    return response;
  } catch (error) {
    tell("failed");
    throw error;
  }
};

const stepOf = (results: number): ResultStep => (results === 0 ? "0" : results < 10 ? "1-9" : "10 or more");

/** A search that was answered with so many listings, or failed. */
export const searched = ({ action, event }: Flows, results: number | "failed", ms: number): void => {
  const took = { ms: Math.round(ms) };
  if (results === "failed") {
    action("search", "failed", took);
    return;
  }
  const step = stepOf(results);
  action("search", results === 0 ? "empty" : "found", { ...took, results: step });
  event("search", { results: step });
};

/** What is told of more than its being reached has a function of its own. */
type FunnelStep = Exclude<AnalyticsEvent, "search" | "purchase">;

/** A step on the way from a search to an order, or to a listing; of the listing its category, and nothing else. */
export const reached = ({ event }: Flows, step: FunnelStep, category?: string): void => {
  event(step, category === undefined ? {} : { item_category: category });
};

/** The order is told once by this page, and Google counts an order's number once (transaction_id). */
export const purchased = (
  { event }: Flows,
  order: { readonly id: string; readonly value: number; readonly currency: string; readonly category?: string },
): void => {
  const { id, value, currency, category } = order;
  event(
    "purchase",
    { transaction_id: id, value, currency, ...(category === undefined ? {} : { item_category: category }) },
    id,
  );
};

/** A route of the shop that writes what it is given, such as `(row) => fetch("/api/ratings", { method: "POST", body: JSON.stringify(row) })`. */
type Keep<Row> = (row: Row) => Promise<{ readonly ok: boolean }>;

const keepRow = async <Row>(keep: Keep<Row>, row: Row): Promise<"kept" | "failed"> => {
  try {
    return (await keep(row)).ok ? "kept" : "failed";
  } catch {
    return "failed";
  }
};

interface Exposure {
  readonly experiment: string;
  /** `a` is what was there before. */
  readonly variant: string;
}

/**
 * The visitor is shown a variant. Tell it where it is shown, and not where it is drawn by lot: who never saw it did nothing because of it.
 * The row goes into `experiment_exposures`; the session is the server's to know.
 */
export const exposed = async ({ action }: Flows, exposure: Exposure, keep: Keep<Exposure>): Promise<void> => {
  const { experiment, variant } = exposure;
  action("experiment", await keepRow(keep, exposure), { experiment, variant });
};

/** How content a buyer is with an order, 1 to 5. The row goes into `ratings`; what was written besides goes nowhere else. */
export const rated = async <Row extends { readonly score: number }>(
  { action }: Flows,
  rating: Row,
  keep: Keep<Row>,
): Promise<void> => {
  action("rating", await keepRow(keep, rating), { score: rating.score });
};

/** Whether somebody would recommend the shop, 0 to 10. The row goes into `recommendations`. */
export const recommended = async (
  { action }: Flows,
  answer: { readonly score: number },
  keep: Keep<{ readonly score: number }>,
): Promise<void> => {
  action("recommendation", await keepRow(keep, answer), { score: answer.score });
};
