import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { declareStack } from "../../infra/declare";
import { loadEnvironment } from "../../infra/environment/load";
import { catalogue } from "../../monitors/catalogue";
import { policies } from "../../policies";
import { compareBoards } from "../../cli/review/compare-boards";
import { readPlans } from "../../cli/plan/data";
import { exitCodes } from "../../cli/shared/exit";
import { openPlace, tryCommand } from "./command-lines";
import { ROOT } from "../root";
import { planText } from "./samples";
import { createSubjects } from "./subjects";
import { tryMutation, type Subject } from "./trial";

/** As the bench does with many more: `npm run bench` tries 10,000 and 200. */

const SEED = 1;

const folder = mkdtempSync(join(tmpdir(), "mutations-test-"));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const range = (many: number): readonly number[] => Array.from({ length: many }, (_, number) => number);

describe("a mutation", () => {
  const throwing = (error: Error): Subject => ({
    name: "what throws",
    share: 1,
    mutate: () => ({ words: "so", run: () => Promise.reject(error) }),
  });

  it("that throws what no command expects is a fault of ours, with its place", async () => {
    const { code, thrown, words } = await tryMutation([throwing(new TypeError("Cannot read x"))], SEED, 0);
    expect({ code, words }).toEqual({ code: exitCodes.fault, words: "so" });
    expect(thrown).toMatch(/^Cannot read x \| at .*mutations\.test\.ts/);
  });

  it("is the same by its seed and number, and another by another", async () => {
    const subjects = createSubjects(mkdtempSync(join(folder, "same-")));
    const wordsOf = async (number: number): Promise<string> => (await tryMutation(subjects, SEED, number)).words;
    expect(await wordsOf(7)).toBe(await wordsOf(7));
    expect(await wordsOf(8)).not.toBe(await wordsOf(7));
  });
});

describe("what a mutation found once", () => {
  const { environment } = loadEnvironment(ROOT, "prod");
  const { search } = catalogue.services;
  if (environment === undefined || search === undefined) throw new Error("the working tree has a fault");

  it("a key with half a character in it is refused, and no exception on the way to its chart", () => {
    const [row] = Object.values(search.signals);
    if (row === undefined) throw new Error("search has no signal");
    const signals = { "slow\ud800": row };
    const changed = { ...catalogue, services: { search: { ...search, signals } } };
    const { diagnostics } = declareStack(changed, policies, environment);
    expect(diagnostics.map(({ severity, where }) => `${severity} ${where}`)).toContain(
      "error search.slow\ud800 (prod)",
    );
  });

  it("a board of a plan file that is no JSON is a change, and no exception", () => {
    const declared = declareStack({ ...catalogue, services: { search } }, policies, environment);
    const sound = readPlans(planText(declared)).get("prod");
    if (sound === undefined) throw new Error("no plan of prod");
    const isBoard = (type: string): boolean => type === "grafana:oss/dashboard:Dashboard";
    const boards = sound.declarations?.filter(({ type }) => isBoard(type)) ?? [];
    const broken = {
      ...sound,
      diagnostics: [],
      declarations: boards.map((each) => ({ ...each, args: { ...each.args, configJson: '{"panels":[' } })),
    };
    const name = boards[0]?.name ?? "";
    expect(compareBoards({ ...broken, declarations: boards }, broken)).toEqual([
      { kind: "board", where: name, subject: name, what: "its panels cannot be compared: it is no JSON" },
    ]);
  });
});

describe("mutations of rows, configurations and inputs", () => {
  it("end as a command ends, and never by a fault of ours: 300 in this process", async () => {
    const subjects = createSubjects(mkdtempSync(join(folder, "many-")));
    const codes = new Set<number>();
    const faults: string[] = [];
    for (const number of range(300)) {
      const { subject, words, code, seconds, thrown } = await tryMutation(subjects, SEED, number);
      codes.add(code);
      if (thrown !== undefined) faults.push(`${number}, ${subject}: ${words}: ${thrown}`);
      // The bench's bound is 10 s; here other tests take their share of the machine.
      if (seconds > 60) faults.push(`${number}, ${subject}: ${words}: ${seconds} s`);
    }
    expect(faults).toEqual([]);
    // They are wrong in every way that there is.
    expect([...codes].toSorted((a, b) => a - b)).toEqual([0, 1, 2]);
  });

  it("do so through the command line: 12", async () => {
    const place = await openPlace();
    try {
      for (const number of range(12)) {
        const { words, code, trace, said, mebibytes } = await tryCommand(place, SEED, number);
        expect({ words, said, trace, known: [0, 1, 2, 4].includes(code ?? Number.NaN) }).toEqual({
          words,
          said,
          trace: undefined,
          known: true,
        });
        expect(mebibytes).toBeLessThan(1_024);
      }
    } finally {
      rmSync(place.root, { recursive: true });
    }
  });
});
