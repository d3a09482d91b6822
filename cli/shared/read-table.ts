import { CsvError, parse } from "csv-parse/sync";

/** CSV that is read whole: a header and rows below it. A series has a reader of its own (`series/csv.ts`). */

export interface TableRow {
  readonly cells: readonly string[];
  /** Where it ends in the file, from 1. */
  readonly line: number;
}

/** In one row, and in one file. PagerDuty's export has some 40 columns, and a hundred thousand rows of it 4 million cells. */
const MOST_COLUMNS = 1_000;
const MOST_CELLS = 5_000_000;

/** Of one row, in characters: a quote that is never closed takes all that follows. */
const LONGEST_ROW = 1024 * 1024;

/** Its rows, the header among them, or in a few words why there are none. */
export const parseTable = (text: string): { readonly rows: readonly TableRow[] } | { readonly why: string } => {
  const rows: TableRow[] = [];
  let cells = 0;
  // Its context's `lines` counts to the end of the record (csv-parse's lib/index.d.ts).
  const keep = (record: readonly string[], { lines }: { readonly lines: number }): null => {
    cells += record.length;
    if (record.length > MOST_COLUMNS) throw new Excess(`more than ${MOST_COLUMNS.toLocaleString("en")} columns`);
    if (cells > MOST_CELLS) throw new Excess(`more than ${MOST_CELLS.toLocaleString("en")} cells`);
    rows.push({ cells: record, line: lines });
    return null;
  };
  try {
    parse(text, {
      ...{ bom: true, relax_column_count: true, skip_empty_lines: true, trim: true },
      ...{ max_record_size: LONGEST_ROW, on_record: keep },
    });
    return { rows };
  } catch (error) {
    if (error instanceof Excess) return { why: error.message };
    if (!(error instanceof CsvError)) throw error;
    return { why: `is no CSV: ${(error.message.split("\n")[0] ?? "").slice(0, LONGEST_REASON)}` };
  }
};

/** It may quote the file. */
const LONGEST_REASON = 200;

class Excess extends Error {}
