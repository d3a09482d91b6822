import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../atomic";
import type { Question } from "./question";
import type { Samples } from "./source";

/** Whole days that are there already, a file for each question and day, so that nothing is asked twice and a run that was cut off goes on. */

const stored = z.array(z.tuple([z.number(), z.number()]));

export class Cache {
  constructor(private readonly folder: string) {}

  read(question: Question, day: number): Samples | undefined {
    try {
      return stored.parse(JSON.parse(readFileSync(this.pathOf(question, day), "utf8")));
    } catch {
      return undefined;
    }
  }

  write(question: Question, day: number, samples: Samples): void {
    mkdirSync(this.folderOf(question), { recursive: true });
    writeWhole(this.pathOf(question, day), JSON.stringify(samples));
  }

  private pathOf(question: Question, day: number): string {
    return join(this.folderOf(question), `${new Date(day * 1_000).toISOString().slice(0, 10)}.json`);
  }

  /** What is asked otherwise is another question. */
  private folderOf(question: Question): string {
    return join(
      this.folder,
      ".fetched",
      createHash("sha256").update(JSON.stringify(question)).digest("hex").slice(0, 16),
    );
  }
}
