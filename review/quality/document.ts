import { createReadStream } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import { z } from "zod";

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

export const readDocument = async (path: string): Promise<Document> => {
  const start = await firstCharacter(path);
  if (start === undefined) return unreadable("there is no such file, or it cannot be read");
  if (start === "") return unreadable("the file is empty");
  if (start === "{" || start === "[") return readJson(path);
  return readTable(path);
};

const unreadable = (fault: string): Document => ({ form: "unreadable", faults: [fault] });

/** What a JSON text begins with is enough to tell it from a table. */
const FIRST_BYTES = 64;

const firstCharacter = async (path: string): Promise<string | undefined> => {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
      return buffer
        .toString("utf8", 0, bytesRead)
        .replace(/^\uFEFF/, "")
        .trim()
        .slice(0, 1);
    } finally {
      await file.close();
    }
  } catch {
    return undefined;
  }
};

const readJson = async (path: string): Promise<Document> => {
  try {
    return { form: "json", content: JSON.parse((await readFile(path, "utf8")).replace(/^\uFEFF/, "")) };
  } catch {
    return unreadable("begins as JSON does, and is none");
  }
};

/** csv-parse's record with `info` (its lib/index.d.ts): `lines` counts to the end of the record. */
const parsed = z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) });

const readTable = async (path: string): Promise<Document> => {
  const faults: string[] = [];
  const rows: Row[] = [];
  let header: readonly string[] = [];
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true });
  try {
    await pipeline(createReadStream(path), parser, async (records: AsyncIterable<unknown>) => {
      for await (const each of records) {
        const { record, info } = parsed.parse(each);
        const place = `line ${String(info.lines)}`;
        if (header.length === 0) header = record.map(columnName);
        else if (record.length === header.length)
          rows.push({ place, fields: Object.fromEntries(record.map((value, index) => [header[index] ?? "", value])) });
        else faults.push(`${place} has ${String(record.length)} fields, the header ${String(header.length)}`);
      }
    });
  } catch (error) {
    faults.push(`is no CSV: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : "unreadable"}`);
  }
  return { form: "table", header, rows, faults };
};

const columnName = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_|_$/g, "");
