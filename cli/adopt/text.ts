import { visible } from "../../monitors/model/visible";
import { counted } from "../plan/text";
import type { Paint } from "../shared/paint";
import type { AdoptReport, Compared } from "./report";
import { toModule } from "./rows";
import type { Existing } from "./watcher";

/** For people: what is the same, what differs, what the catalogue lacks, and what could not be read. */
export const toAdoptText = (report: AdoptReport, paint: Paint): string => {
  const [differing, same] = [true, false].map((differs) =>
    report.matches.filter(({ differences }) => differences.length > 0 === differs),
  );
  return [
    paint.title(`${report.environment}: what there is, against the catalogue`),
    "",
    ...report.counts
      .filter(({ exported }) => exported > 0)
      .map(
        ({ vendor, exported, matched, declared }) =>
          `${vendor}: ${exported} exported, ${matched} of them what the catalogue declares (of ${declared})`,
      ),
    ...section(paint, "Same", same ?? [], (each) => [matchLine(each), ...refusal(each)]),
    ...section(paint, "Different", differing ?? [], (each) => [
      matchLine(each),
      ...differenceLines(each),
      ...refusal(each),
    ]),
    ...section(
      paint,
      "Twice: another of the export is nearer to the catalogue's",
      report.duplicates,
      ({ existing, of }) => [`${wordExisting(existing)}  looks at what ${of.name} does`],
    ),
    ...section(paint, "Perhaps, by the name alone", report.near, ({ existing, signals }) => [
      `${wordExisting(existing)}  ${signals.join(", ")}`,
    ]),
    ...section(paint, "No row can say", report.proposals.unsayable, ({ existing, why }) => [
      `${wordExisting(existing)}  ${why}`,
    ]),
    ...section(paint, "Not read", report.faults, (fault) => [fault]),
    ...(report.proposals.rows.length === 0
      ? []
      : ["", paint.title(`Rows to paste (${report.proposals.rows.length})`), "", toModule(report.proposals).trimEnd()]),
    "",
    importLine(report),
    "",
  ].join("\n");
};

const section = <T>(
  paint: Paint,
  title: string,
  items: readonly T[],
  lines: (item: T) => readonly string[],
): readonly string[] =>
  items.length === 0
    ? []
    : [
        "",
        paint.title(`${title} (${items.length})`),
        ...items.flatMap((item) => lines(item).map((line) => `  ${visible(line)}`)),
      ];

const wordExisting = ({ vendor, id, name }: Existing): string =>
  id === name ? `${vendor} ${id}` : `${vendor} ${id} ${JSON.stringify(name)}`;

const matchLine = ({ existing, declared, by }: Compared): string =>
  `${declared.name}  is ${wordExisting(existing)}, by ${by}`;

const differenceLines = ({ differences }: Compared): readonly string[] =>
  differences.map(
    ({ what, there, here, verdict }) => `  ${what}: ${there} → ${here}${verdict === undefined ? "" : ` (${verdict})`}`,
  );

const refusal = ({ notImported }: Compared): readonly string[] =>
  notImported === undefined ? [] : [`  not imported: ${notImported}`];

const importLine = ({ importFile, proposals }: AdoptReport): string => {
  const resources = importFile.resources.filter(({ component }) => component === undefined).length;
  if (resources > 0)
    return `${counted(resources, "resource")} to import: --out <folder> writes import.json${proposals.rows.length === 0 ? "" : " and rows.ts"}; docs/adopt.md has the steps.`;
  return proposals.rows.length === 0 ? "Nothing to import." : "Nothing to import: --out <folder> writes rows.ts alone.";
};
