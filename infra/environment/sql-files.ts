import { join } from "node:path";
import { businessNumber, businessNumberNames, type BusinessNumber } from "../../monitors/model/sources/business";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { textIfThere } from "./plain-file";

/** Reads the SQL of the business numbers from the working tree, as runbooks are: renderers are handed text. */

export const FOLDER = "infra/integrations/business-metrics";

/** `new_listings` → `new-listings.sql` */
export const fileOfNumber = (name: BusinessNumber): string => `${name.replaceAll("_", "-")}.sql`;

export interface BusinessQueries {
  /** Without the numbers whose file is not there: `checkQueries` says so where a row reads one. */
  readonly queries: Readonly<Partial<Record<string, string>>>;
  readonly diagnostics: readonly Diagnostic[];
}

export const readBusinessQueries = (root: string): BusinessQueries => {
  const found = businessNumberNames.map((name) => ({
    name,
    text: textIfThere(join(root, FOLDER, fileOfNumber(name))),
  }));
  return {
    queries: Object.fromEntries(found.map(({ name, text }) => [name, text === undefined ? undefined : toQuery(text)])),
    diagnostics: found.flatMap(({ name, text }) => (text === undefined ? [] : checkFile(name, text))),
  };
};

/** Without its comments, which stay in the file, and indented as the inner query that it becomes. */
const toQuery = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("--") && line.trim() !== "")
    .map((line) => `    ${line}`)
    .join("\n");

const READS = /^-- Reads: (.*)\.$/m;

const checkFile = (name: BusinessNumber, text: string): readonly Diagnostic[] => {
  const where = `${FOLDER}/${fileOfNumber(name)}`;
  const fail = (what: string, rule: string, remedy: string): readonly Diagnostic[] => [
    { severity: "error", where, what, rule, remedy },
  ];
  const reads = READS.exec(text)?.[1] ?? "nothing";
  const known = businessNumber(name).reads.join(", ");
  if (reads !== known)
    return fail(
      `says that it reads ${reads}, and its row that it reads ${known}`,
      'the tables of a number stand in its row, and in its file as "-- Reads: <table>, <table>."',
      "make the two agree",
    );
  return /^\s*select\b[^;]*$/.test(toQuery(text))
    ? []
    : fail(
        "is not one select without a semicolon",
        "the file becomes an inner query, asked once for each span",
        "write one select",
      );
};
