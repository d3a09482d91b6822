/** What a query's filter says, whatever language it was written in. Negations stand at the terms alone. */
export type Filter =
  | { readonly is: "term"; readonly text: string; readonly negated: boolean }
  | { readonly is: "and" | "or"; readonly of: readonly Filter[] };

/** Why a text is none that means the same to everybody. */
export interface Unread {
  readonly unread: string;
}

export const isRead = (filter: Filter | Unread): filter is Filter => !("unread" in filter);

export const term = (text: string): Filter => ({ is: "term", text, negated: false });

/** All of nothing: whatever there is. */
export const everything: Filter = { is: "and", of: [] };

export const joined = (is: "and" | "or", filters: readonly Filter[]): Filter => {
  const of = filters.flatMap((filter) => (filter.is === is ? filter.of : [filter]));
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { is, of };
};

/** De Morgan's laws. */
export const negated = (filter: Filter): Filter =>
  filter.is === "term"
    ? { ...filter, negated: !filter.negated }
    : joined(filter.is === "and" ? "or" : "and", filter.of.map(negated));

/** What must hold, each by itself. */
export const conditionsOf = (filter: Filter): readonly Filter[] => (filter.is === "and" ? filter.of : [filter]);

/** The terms of a filter, wherever they stand. */
export const termsIn = (filter: Filter): readonly string[] =>
  filter.is === "term" ? [filter.text] : filter.of.flatMap(termsIn);

/** The same for whatever means the same: neither order nor repetition counts. */
export const wordFilter = (filter: Filter): string => {
  if (filter.is === "term") return filter.negated ? `-${filter.text}` : filter.text;
  const words = [...new Set(filter.of.map(wordInner))].toSorted();
  return words.length === 0 ? "*" : words.join(filter.is === "and" ? " AND " : " OR ");
};

const wordInner = (filter: Filter): string => (filter.is === "term" ? wordFilter(filter) : `(${wordFilter(filter)})`);

/** What joins the operands of one level. Which of two different operators holds faster no page of Datadog's says. */
export const joinedBy = (operators: ReadonlySet<string>, operands: readonly Filter[]): Filter | Unread =>
  operators.size > 1
    ? { unread: "it mixes AND and OR without brackets, and no page of Datadog's says which holds faster" }
    : joined(operators.has("or") ? "or" : "and", operands);
