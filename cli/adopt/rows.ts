import type { Environment } from "../../monitors/model/environment";
import type { MissingData } from "../../monitors/model/missing-data";
import { priorities, type Priority } from "../../monitors/model/priority";
import { groupBy } from "../../monitors/model/group-by";
import { wordMessage } from "./datadog-export";
import { keyFrom } from "./key";
import type { Finding } from "./match";
import { prove, type Proposed } from "./proof";
import { toCode, type Row } from "./row";
import { say } from "./say";
import type { Known, Sayable } from "./said";
import type { Existing } from "./watcher";

/** What the catalogue lacks, as rows of it. Two of the export that look at the same are one row's two levels. */
export interface ProposedRow {
  readonly service: string;
  readonly key: string;
  /** Names of the export's that it is made of. */
  readonly from: readonly string[];
  /** TypeScript: `key: { … },`, with a comment for what was guessed. */
  readonly code: string;
}

export interface Proposals {
  readonly rows: readonly ProposedRow[];
  /** Those that no row can say, and why. */
  readonly unsayable: readonly Unsayable[];
}

interface Unsayable {
  readonly existing: Existing;
  readonly why: string;
}

interface SaidOf {
  readonly existing: Existing;
  readonly says: Sayable;
}

/** @param taken ids of the catalogue's own */
export const proposeRows = (
  findings: readonly Finding[],
  taken: ReadonlySet<string>,
  known: Known,
  environment: Environment,
): Proposals => {
  const said = findings
    .flatMap((finding) => (finding.found === "lacking" ? [finding.existing] : []))
    .map((existing) => ({ existing, says: say(existing, known) }));
  const groups = groupBy(
    said.flatMap(({ existing, says }): readonly SaidOf[] => ("not" in says ? [] : [{ existing, says }])),
    ({ existing: { vendor, subject, missingData, state }, says }) =>
      JSON.stringify([vendor, subject, missingData, state, says.seconds, says.measured]),
  );
  const keys = new Set(taken);
  const outcomes = [...groups.values()].flatMap(inRows).flatMap((group) => outcomesOf(group, keys, environment));
  const refused = new Map(outcomes.flatMap((outcome) => ("why" in outcome ? [[outcome.existing, outcome.why]] : [])));
  return {
    rows: outcomes.flatMap((outcome) => ("why" in outcome ? [] : [outcome])),
    unsayable: said.flatMap(({ existing, says }) => {
      const why = "not" in says ? says.not : refused.get(existing);
      return why === undefined ? [] : [{ existing, why }];
    }),
  };
};

/** Of two that make no row together each may make one. */
const outcomesOf = (
  group: readonly SaidOf[],
  keys: Set<string>,
  environment: Environment,
): readonly (ProposedRow | Unsayable)[] => {
  const proposed = toProposed(group, keys);
  const { differences, timing } = prove(proposed, environment);
  if (differences.length === 0) {
    keys.add(`${proposed.service}.${proposed.key}`);
    return [toRow(proposed, group, timing)];
  }
  return group.length > 1
    ? group.flatMap((each) => outcomesOf([each], keys, environment))
    : group.map(({ existing }) => ({ existing, why: differences.join("; ") }));
};

/** A row has two levels: of more numbers each gets a row of its own. */
const inRows = (group: readonly SaidOf[]): readonly (readonly SaidOf[])[] =>
  numbersOf(group).length <= MOST_LEVELS ? [group] : group.map((each) => [each]);

const MOST_LEVELS = 2;

interface RowNumber {
  readonly amount: number;
  readonly of: readonly { readonly existing: Existing; readonly threshold: number; readonly warns: boolean }[];
}

/** The numbers of a row, the farthest last, with those of the export that each is. */
const numbersOf = (group: readonly SaidOf[]): readonly RowNumber[] => {
  const all = group.flatMap(({ existing, says }) =>
    [
      { threshold: existing.threshold, warns: false },
      { threshold: existing.warning, warns: true },
    ].flatMap(({ threshold, warns }) =>
      threshold === undefined ? [] : [{ amount: says.amountOf(threshold), existing, threshold, warns }],
    ),
  );
  return [...groupBy(all, ({ amount }) => amount)]
    .map(([amount, of]) => ({ amount, of }))
    .toSorted((a, b) => a.amount - b.amount);
};

const toProposed = (group: readonly SaidOf[], keys: ReadonlySet<string>): Proposed => {
  const [first] = group;
  const numbers = numbersOf(group);
  const [low, high] = [numbers[0], numbers.at(-1)];
  if (first === undefined || low === undefined || high === undefined) throw new Error("a group has what it is made of");
  const { existing, says } = first;
  const service = keyFrom(tagOf(existing, "service") ?? "unsorted");
  const title = wordMessage(existing.name);
  const key = freeKey(service, keyFrom(title === "" ? says.measured.source.make : title), keys);
  const critical = { amount: high.amount, priority: priorityOf(high) };
  const row: Row = {
    title: title === "" ? key : title,
    impact: impactOf(existing, title === "" ? key : title),
    runbook: `${service.replaceAll("_", "-")}/${key.replaceAll("_", "-")}.md`,
    draft: existing.state !== "live",
    seconds: says.seconds,
    missingData: missingData(existing),
    measured: says.measured,
    levels: low === high ? { critical } : { warning: { amount: low.amount, priority: priorityOf(low) }, critical },
  };
  return {
    ...{ service, key, row },
    levels: numbers.flatMap((number) =>
      number.of.map(({ threshold, existing: of }) => ({
        level: number === high ? ("critical" as const) : ("warning" as const),
        existing: of,
        threshold,
      })),
    ),
  };
};

const toRow = ({ service, key, row }: Proposed, group: readonly SaidOf[], timing: readonly string[]): ProposedRow => {
  const checks = [...new Set(group.flatMap(({ says }) => says.checks)), ...timing];
  return {
    service,
    key,
    from: group.map(({ existing }) => existing.name),
    code: [
      ...group.map(({ existing: { vendor, id, name } }) => `// ${vendor} ${id}: ${name}`),
      ...(checks.length === 0 ? [] : [`// To check: ${checks.join("; ")}.`]),
      ...toCode(key, row),
    ].join("\n"),
  };
};

/** Unique among the service's, the catalogue's own keys included. */
const freeKey = (service: string, wanted: string, keys: ReadonlySet<string>): string => {
  let key = wanted;
  for (let number = 2; keys.has(`${service}.${key}`); number += 1) key = `${wanted}_${number}`;
  return key;
};

const tagOf = ({ told, vendor }: Existing, key: string): string | undefined =>
  vendor === "datadog" ? told.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1) : undefined;

/** Datadog counts from 1, the most urgent; its fifth has nothing beyond our last. A warning has no priority of its own. */
const priorityOf = ({ of }: RowNumber): Priority => {
  const existing = of.find(({ warns }) => !warns)?.existing;
  if (existing === undefined) return LEAST;
  const tag = /^p[0-3]$/i.exec(tagOf(existing, "priority") ?? "")?.[0]?.toUpperCase();
  const rank = existing.priority === undefined ? undefined : Math.max(Number(existing.priority) - 1, 0);
  return priorities.find((each, index) => each === tag || (tag === undefined && index === rank)) ?? LEAST;
};

const LEAST: Priority = "P3";

const LONGEST_IMPACT = 160;

/** What whoever wrote it told people, in a sentence; of a message of ours the users' line (`monitors/plan/message.ts`). */
const impactOf = ({ message }: Existing, title: string): string => {
  const told = /\bUsers: (.*)/s.exec(message)?.[1] ?? message;
  const sentence = /^.*?[.!?](?=\s|$)/.exec(told)?.[0] ?? told;
  return (sentence === "" ? title : sentence).slice(0, LONGEST_IMPACT);
};

/** Datadog's own words and CloudWatch's (`monitors/datadog/monitor.ts`, `monitors/cloudwatch/alarm.ts`), back into the row's. */
const missingData = ({ missingData: said }: Existing): MissingData =>
  (Object.hasOwn(words, said) ? words[said] : undefined) ?? "ok";

const words: Readonly<Record<string, MissingData>> = {
  ...({ notify_no_data: "notify", show_and_notify_no_data: "notify", default: "keep", show_no_data: "keep" } as const),
  ...({ breaching: "breach", ignore: "keep", missing: "notify" } as const),
};

/** The rows as a module of the catalogue that compiles, a service after the other; paste each where it belongs. */
export const toModule = ({ rows }: Proposals): string => {
  if (rows.length === 0) return "";
  const code = rows.map((row) => row.code).join("\n");
  const used = ["count", "deviations", "milliseconds", "minutes", "percent", "seconds"].filter((name) =>
    new RegExp(`\\b${name}\\(`).test(code),
  );
  return [
    `import { ${used.join(", ")} } from "../model/quantity";`,
    `import { defineService } from "../model/signal";`,
    ...["cloudwatch", "datadog"]
      .filter((name) => code.includes(`source: ${name}.`))
      .map((name) => `import { ${name} } from "../model/sources/${name}";`),
    ...[...groupBy(rows, ({ service }) => service)].flatMap(([service, own]) => serviceLines(service, own)),
    "",
  ].join("\n");
};

const serviceLines = (service: string, rows: readonly ProposedRow[]): readonly string[] => [
  "",
  `export const adopted_${service} = defineService({`,
  `  title: ${JSON.stringify(service)},`,
  `  owner: "platform",`,
  "  signals: {",
  ...rows.flatMap(({ code }) => code.split("\n").map((line) => `    ${line}`)),
  "  },",
  "});",
];
