import { join } from "node:path";
import { fileOfQuestion, questionNames, questionRow, type QuestionName } from "../../dashboards/questions";
import type { Diagnostic } from "../../monitors/plan/diagnostic";
import { textIfThere } from "./plain-file";

/** Reads the SQL of the boards' questions from the working tree: renderers are handed text. */

const FOLDER = "dashboards/queries";

export interface BoardQueries {
  /** Without those whose file is not there: their panels ask nothing, and `checkDashboards` says so. */
  readonly queries: Readonly<Partial<Record<string, string>>>;
  readonly diagnostics: readonly Diagnostic[];
}

export const readBoardQueries = (root: string): BoardQueries => {
  const found = questionNames.map((name) => ({ name, text: textIfThere(join(root, FOLDER, fileOfQuestion(name))) }));
  return {
    queries: Object.fromEntries(
      found.map(({ name, text }) => [name, text === undefined ? undefined : withoutComments(text)]),
    ),
    diagnostics: found.flatMap(({ name, text }) => (text === undefined ? [] : checkTables(name, text))),
  };
};

const withoutComments = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !line.startsWith("--") && line.trim() !== "")
    .join("\n");

const READS = /^-- Reads: (.*)\.$/m;

const checkTables = (name: QuestionName, text: string): readonly Diagnostic[] => {
  const reads = READS.exec(text)?.[1] ?? "nothing";
  const known = questionRow(name).reads.join(", ");
  return reads === known
    ? []
    : [
        {
          severity: "error",
          where: `${FOLDER}/${fileOfQuestion(name)}`,
          what: `says that it reads ${reads}, and its row that it reads ${known}`,
          rule: 'the tables of a question stand in its row, and in its file as "-- Reads: <table>, <table>."',
          remedy: "make the two agree",
        },
      ];
};
