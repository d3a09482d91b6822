import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import { readPlain } from "../../infra/environment/plain-file";
import { parseJson } from "../shared/read-json";
import { writeWhole } from "../shared/write-whole";
import type { Question } from "./question";
import type { Samples } from "./source";

/** Whole days that are there already, a file for each question and day, so that nothing is asked twice and a run that was cut off goes on. */

/** A day at ten seconds has some 300 kB. */
const LARGEST = 8 * 1024 * 1024;

const stored = z.array(z.tuple([z.number(), z.number()]));

export class Cache {
  constructor(private readonly folder: string) {}

  read(question: Question, day: number): Samples | undefined {
    const read = readPlain(this.pathOf(question, day), LARGEST);
    const parsed = "text" in read ? parseJson(read.text) : read;
    return "content" in parsed ? stored.safeParse(parsed.content).data : undefined;
  }

  write(question: Question, day: number, samples: Samples): void {
    writeWhole("--series", this.pathOf(question, day), JSON.stringify(samples));
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
