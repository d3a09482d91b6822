import type { Template } from "../../../monitors/model/late";
import type { LogField } from "../../../monitors/model/sources/elastic";

/**
 * Processors of ingest pipelines, as Elasticsearch takes them: one key, the processor's name.
 * @see https://www.elastic.co/docs/reference/enrich-processor
 */
export type Processor = Readonly<Record<string, object>>;

/** A pipeline before its secret is put in. */
export interface Pipeline {
  readonly description: string;
  readonly processors: readonly (Processor | Template)[];
  readonly onFailure: readonly Processor[];
}

/** What alone a value may be, where its sender could put anything into it and it stays unmasked. */
export type Fit =
  | { readonly words: readonly string[] }
  | { readonly letters: string; readonly atLeast: number; readonly atMost: number };

/**
 * A path in what a source sent, and the field that it becomes. Later ones win; what is absent, empty, `-`, or does not fit is left out.
 */
export type Copy = readonly [from: string, to: LogField, fit?: Fit];

/** The same copies, of an event that lies deeper. */
export const below =
  (name: string) =>
  ([from, to, fit]: Copy): Copy =>
    fit === undefined ? [`${name}.${from}`, to] : [`${name}.${from}`, to, fit];

/**
 * Copies, and takes nothing away: what a source sent stays whole until the last processor, for the dead letters. Of a list the
 * first is taken; of an object nothing, so that no field arrives that this table does not name.
 */
const COPY = `
def at(def value, List path) {
  for (String part : path) {
    if (value instanceof List) { value = value.isEmpty() ? null : value.get(0) }
    if (!(value instanceof Map)) { return null }
    value = value.get(part);
  }
  if (value instanceof List) { value = value.isEmpty() ? null : value.get(0) }
  return value instanceof Map || value instanceof List ? null : value;
}
boolean fits(def value, Map fit) {
  if (fit == null) { return true }
  String text = value.toString();
  if (fit.words != null) { return fit.words.contains(text) }
  if (text.length() < fit.atLeast || text.length() > fit.atMost) { return false }
  for (int i = 0; i < text.length(); i++) {
    if (fit.letters.indexOf(text.substring(i, i + 1)) < 0) { return false }
  }
  return true;
}
for (def row : params.rows) {
  def value = at(ctx, row.from);
  if (value == null || value == '' || value == '-' || !fits(value, row.fit)) { continue }
  def into = ctx;
  for (int i = 0; i < row.to.size() - 1; i++) {
    if (!(into.get(row.to[i]) instanceof Map)) { into.put(row.to[i], new HashMap()) }
    into = into.get(row.to[i]);
  }
  into.put(row.to[row.to.size() - 1], row.text ? value.toString() : value);
}`.trim();

const TEXTS: ReadonlySet<LogField> = new Set<LogField>([
  "message",
  "url.path",
  "user_agent.original",
  "client.ip",
  "event.id",
  "log.level",
]);

export const copy = (rows: readonly Copy[]): Processor => ({
  script: {
    description: "Copies what is wanted of the event, and nothing else",
    source: COPY,
    params: {
      rows: rows.map(([from, to, fit]) => ({
        from: from.split("."),
        to: to === "@timestamp" ? [to] : to.split("."),
        text: TEXTS.has(to),
        ...(fit === undefined ? {} : { fit }),
      })),
    },
  },
});

const DIGITS = "0123456789";
const SMALL = "abcdefghijklmnopqrstuvwxyz";

/** What is written in places where nobody's name, address or search has room. */
export const fits = {
  /** A SHA-256 in hexadecimal digits. */
  hash: { letters: `${DIGITS}abcdef`, atLeast: 64, atMost: 64 },
  address: { letters: `${DIGITS}abcdefABCDEF.:`, atLeast: 2, atMost: 45 },
  origin: { letters: `${DIGITS}${SMALL}.:/-`, atLeast: 8, atMost: 128 },
  status: { letters: DIGITS, atLeast: 3, atMost: 3 },
  /** A token (RFC 9110, 5.6.2 and 9.1): whoever asks may make up one of their own. */
  method: {
    letters: `${DIGITS}${SMALL}${SMALL.toUpperCase()}!#$%&'*+-.^_\`|~`,
    atLeast: 1,
    atMost: 32,
  },
  number: { letters: `${DIGITS}.-E`, atLeast: 1, atMost: 32 },
  country: { letters: SMALL.toUpperCase(), atLeast: 2, atMost: 2 },
  id: { letters: `${DIGITS}${SMALL}${SMALL.toUpperCase()}_-`, atLeast: 1, atMost: 64 },
  product: { letters: `${DIGITS}${SMALL}${SMALL.toUpperCase()} _-`, atLeast: 1, atMost: 32 },
} as const satisfies Readonly<Record<string, Fit>>;

/** Metadata begin with an underscore and stay. A copy of the keys: of the map itself nothing may be removed on the way. */
const KEEP = `
for (def key : new ArrayList(ctx.keySet())) {
  if (!key.startsWith('_') && !params.kept.contains(key)) { ctx.remove(key) }
}`.trim();

/** All that Logstash put beside the event is about the delivery. */
export const keepOnly = (...kept: readonly string[]): Processor => ({
  script: { description: `Keeps ${kept.join(", ")}`, source: KEEP, params: { kept } },
});

export const set = (field: string, value: string, condition?: string): Processor => ({
  set: { field, value, ...(condition === undefined ? {} : { if: condition }) },
});

export const remove = (...field: readonly string[]): Processor => ({ remove: { field, ignore_missing: true } });

export const refuse = (message: string, condition: string): Processor => ({ fail: { message, if: condition } });
