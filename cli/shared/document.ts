import { readPlain } from "../../infra/environment/plain-file";
import { parseJson } from "./read-json";
import { parseTable, type TableRow } from "./read-table";

/** A file that somebody exported or wrote: rows below a header, or JSON. */
export type Document =
  | {
      readonly form: "table";
      readonly header: readonly string[];
      readonly rows: readonly Row[];
      readonly faults: readonly string[];
    }
  | { readonly form: "json"; readonly content: unknown }
  | { readonly form: "unreadable"; readonly faults: readonly string[] };

export interface Row {
  /** "line 3": where to look in the file. */
  readonly place: string;
  /** By the names of the header, in small letters with underscores: "Created On" is `created_on`. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Read whole: PagerDuty's hundred thousand incidents, or ten thousand monitors. */
const LARGEST = 50 * 1024 * 1024;

export const readDocument = (path: string): Document => {
  const read = readPlain(path, LARGEST);
  if ("why" in read) return unreadable(read.isAbsent ? "there is no such file" : read.why);
  const start = read.text.trimStart().slice(0, 1);
  if (start === "") return unreadable("the file is empty");
  if (start !== "{" && start !== "[") return toTable(read.text);
  const json = parseJson(read.text);
  return "why" in json ? unreadable(json.why) : { form: "json", content: json.content };
};

const unreadable = (fault: string): Document => ({ form: "unreadable", faults: [fault] });

const toTable = (text: string): Document => {
  const table = parseTable(text);
  if ("why" in table) return unreadable(table.why);
  const [first, ...below] = table.rows;
  const header = (first?.cells ?? []).map(columnName);
  const isWhole = ({ cells }: TableRow): boolean => cells.length === header.length;
  return {
    form: "table",
    header,
    rows: below.filter(isWhole).map(({ cells, line }) => ({
      place: `line ${line}`,
      fields: Object.fromEntries(cells.map((value, index) => [header[index] ?? "", value])),
    })),
    faults: below
      .filter((row) => !isWhole(row))
      .map(({ cells, line }) => `line ${line} has ${cells.length} fields, the header ${header.length}`),
  };
};

const columnName = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
