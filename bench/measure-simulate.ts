import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Figure } from "./figure";
import { median, repeat, runNode } from "./run";
import { argumentsOf } from "./scripts";

const [FEW, MANY] = [20_000, 80_000];
const START = Date.UTC(2026, 9, 1) / 1_000;

/** Above both levels for ten minutes and below them for ten: so many changes as a series of its length can have, nearly. */
const flapping = (rows: number): string =>
  `time,value\n${Array.from({ length: rows }, (_, row) => `${START + row * 60},${row % 20 < 10 ? "95" : "50"}\n`).join("")}`;

/** The text is what grows: every change, and everybody who is told of it. */
export const measureSimulate = (): readonly Figure[] => {
  const folder = mkdtempSync(join(tmpdir(), "simulate-bench-"));
  const file = join(folder, "flapping.csv");
  const secondsOf = (rows: number): number => {
    writeFileSync(file, flapping(rows));
    return runNode([...argumentsOf("simulate"), "api.cpu", "--series", file, "--all"]).seconds;
  };
  try {
    const rounds = repeat(3, () => ({ few: secondsOf(FEW), many: secondsOf(MANY) }));
    const changes = `every change of two levels that fire each twenty minutes, as text; median of ${rounds.length}`;
    return [
      {
        name: `simulation of ${MANY.toLocaleString("en-US")} rows that flap`,
        how: `wall time of the script \`simulate\` as a process, without npm: ${changes}`,
        unit: "s",
        atMost: 3,
        value: median(rounds.map(({ many }) => many)),
      },
      {
        name: "its time, by that of a quarter of the rows",
        how: `the same of ${FEW.toLocaleString("en-US")} rows, in turn; what grows with the square is sixteen times as long`,
        unit: "times",
        atMost: 4,
        value: median(rounds.map(({ few, many }) => many / few)),
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
};
