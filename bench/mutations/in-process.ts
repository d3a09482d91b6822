import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createSubjects } from "./subjects";
import { tryMutation } from "./trial";

/** Tries so many mutations, and prints how they ended: `in-process.ts SEED MANY [FROM]`. */

const [seed = "", many = "", from = "0"] = process.argv.slice(2);

const KIBIBYTES_PER_MEBIBYTE = 1_024;

const run = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), "mutations-"));
  try {
    const subjects = createSubjects(folder);
    const ended: Record<string, number> = {};
    const faults: string[] = [];
    let slowest = { seconds: 0, words: "" };
    for (let number = Number(from); number < Number(from) + Number(many); number += 1) {
      const { subject, words, code, seconds, thrown } = await tryMutation(subjects, Number(seed), number);
      ended[String(code)] = (ended[String(code)] ?? 0) + 1;
      const named = `mutation ${number} of ${subject}: ${words.slice(0, 200)}`;
      if (thrown !== undefined) faults.push(`${named}: ${thrown}`);
      if (seconds > slowest.seconds) slowest = { seconds, words: named };
    }
    const mebibytes = process.resourceUsage().maxRSS / KIBIBYTES_PER_MEBIBYTE;
    process.stdout.write(JSON.stringify({ ended, faults, slowest, mebibytes }));
  } finally {
    rmSync(folder, { recursive: true });
  }
};

void run();
