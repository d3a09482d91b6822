import { readDocument } from "../shared/document";
import { printResult } from "../shared/print";
import { refuseInput } from "../shared/word-faults";
import { pricesSql, readPrices } from "./prices";
import { readTickets, ticketsSql } from "./tickets";

export interface ImportOptions {
  readonly topicField?: number;
}

/** Prints the statements that write the file's rows; nothing of a file with a fault. */
export const importCommand = (what: "tickets" | "prices", file: string, { topicField }: ImportOptions): void => {
  const document = readDocument(file);
  const { sql, faults } =
    what === "tickets"
      ? written(readTickets(document, topicField), ticketsSql)
      : written(readPrices(document), pricesSql);
  refuseInput(faults.map((fault) => `${file}: ${fault}`));
  printResult(sql());
};

const written = <T>(
  { rows, faults }: { readonly rows: readonly T[]; readonly faults: readonly string[] },
  toSql: (rows: readonly T[]) => string,
) => ({ sql: () => toSql(rows), faults });
