import { rmSync } from "node:fs";
import { openPlace, tryCommand } from "./command-lines";

/** Tries so many mutations through the real command line, and prints how they ended: `commands.ts SEED MANY [FROM]`. */

const [seed = "", many = "", from = "0"] = process.argv.slice(2);

const run = async (): Promise<void> => {
  const place = await openPlace();
  try {
    const ended: Record<string, number> = {};
    const faults: string[] = [];
    let slowest = { seconds: 0, words: "" };
    let mebibytes = 0;
    for (let number = Number(from); number < Number(from) + Number(many); number += 1) {
      const trial = await tryCommand(place, Number(seed), number);
      const code = trial.code === undefined ? "none" : String(trial.code);
      const named = `mutation ${number}: ${trial.words}`;
      ended[code] = (ended[code] ?? 0) + 1;
      if (!["0", "1", "2", "4"].includes(code) || trial.trace !== undefined)
        faults.push(`${named}: ${code} ${trial.trace ?? ""} ${trial.said}`);
      if (trial.seconds > slowest.seconds) slowest = { seconds: trial.seconds, words: named };
      mebibytes = Math.max(mebibytes, trial.mebibytes);
    }
    process.stdout.write(JSON.stringify({ ended, faults, slowest, mebibytes }));
  } finally {
    rmSync(place.root, { recursive: true });
  }
};

void run();
