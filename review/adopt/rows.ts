import { groupBy } from "../group-by";
import { keyFrom } from "./key";
import type { Finding } from "./match";
import type { Existing, Sayable } from "./watcher";

/** What the catalogue lacks, as rows of it. Two of the export that look at the same are one row's two levels. */
export interface ProposedRow {
  readonly service: string;
  readonly key: string;
  /** Names of the export's that it is made of. */
  readonly from: readonly string[];
  /** TypeScript: `key: { … },`, with a comment for what was guessed. */
  readonly code: string;
  /** A row of CloudWatch's metrics that has to stand in its table first. */
  readonly metric?: string;
}

export interface Proposals {
  readonly rows: readonly ProposedRow[];
  /** Those that no row can say, and why. */
  readonly unsayable: readonly { readonly existing: Existing; readonly why: string }[];
}

export const proposeRows = (findings: readonly Finding[], taken: ReadonlySet<string>): Proposals => {
  const lacking = findings.flatMap((finding) => (finding.found === "lacking" ? [finding.existing] : []));
  const sayable = lacking.flatMap((existing) =>
    "not" in existing.sayable ? [] : [{ existing, says: existing.sayable }],
  );
  const groups = groupBy(
    sayable,
    ({ existing: { vendor, subject }, says }) => `${vendor} ${subject ?? ""} ${String(says.seconds)}`,
  );
  const keys = new Set(taken);
  return {
    rows: [...groups.values()].flatMap((group) => toRow(group, keys)),
    unsayable: lacking.flatMap((existing) =>
      "not" in existing.sayable ? [{ existing, why: existing.sayable.not }] : [],
    ),
  };
};

interface Said {
  readonly existing: Existing;
  readonly says: Sayable;
}

const toRow = (group: readonly Said[], keys: Set<string>): readonly ProposedRow[] => {
  const [first] = group;
  if (first === undefined) return [];
  const { existing, says } = first;
  const service = keyFrom(tagOf(existing, "service") ?? "unsorted");
  const key = freeKey(service, keyFrom(existing.name === "" ? says.source : existing.name), keys);
  const levels = levelsOf(group);
  const fields = [
    `kind: "${says.kind}"`,
    ...(says.statistic === undefined ? [] : [`statistic: "${says.statistic}"`]),
    ...(says.side === undefined ? [] : [`side: "${says.side}"`, `seasonality: "daily"`]),
    `window: ${span(says.seconds)}`,
    `title: ${JSON.stringify(existing.name === "" ? key : existing.name)}`,
    `impact: ${JSON.stringify(impactOf(existing))}`,
    ...levels.map(
      ({ name, amount, priority }) => `${name}: { at: ${says.unit}(${String(amount)}), priority: "${priority}" }`,
    ),
    `missingData: "${missingData(existing)}"`,
    `source: ${says.source}`,
    `runbook: "${service}/${key.replaceAll("_", "-")}.md"`,
  ];
  return [
    {
      service,
      key,
      from: group.map((each) => each.existing.name),
      code: [
        ...group.map((each) => `// ${each.existing.vendor} ${each.existing.id}: ${each.existing.name}`),
        ...(says.check === undefined ? [] : [`// To check: ${says.check}.`]),
        `${key}: {`,
        ...fields.map((field) => `  ${field},`),
        "},",
      ].join("\n"),
      ...(says.metric === undefined ? {} : { metric: says.metric }),
    },
  ];
};

/** Unique among the service's, the catalogue's own keys included. */
const freeKey = (service: string, wanted: string, keys: Set<string>): string => {
  let key = wanted;
  for (let number = 2; keys.has(`${service}.${key}`); number += 1) key = `${wanted}_${String(number)}`;
  keys.add(`${service}.${key}`);
  return key;
};

interface Level {
  readonly name: "warning" | "critical";
  readonly amount: number;
  readonly priority: string;
}

/** The farthest threshold is the critical one; what is between it and the nearest has no place in a row. */
const levelsOf = (group: readonly Said[]): readonly Level[] => {
  const numbers = group
    .flatMap(({ existing }) =>
      [existing.threshold, existing.warning].flatMap((amount) => (amount === undefined ? [] : [{ amount, existing }])),
    )
    .toSorted((a, b) => a.amount - b.amount);
  const [low, high] = [numbers[0], numbers.at(-1)];
  if (low === undefined || high === undefined) return [];
  const critical: Level = { name: "critical", amount: high.amount, priority: priorityOf(high.existing) };
  return low.amount === high.amount ? [critical] : [{ name: "warning", amount: low.amount, priority: "P3" }, critical];
};

const tagOf = ({ told, vendor }: Existing, key: string): string | undefined =>
  vendor === "datadog" ? told.find((tag) => tag.startsWith(`${key}:`))?.slice(key.length + 1) : undefined;

/** Datadog counts from 1, the most urgent; its fifth has nothing beyond our last. */
const priorityOf = (existing: Existing): string => {
  const tag = /^p[0-3]$/i.exec(tagOf(existing, "priority") ?? "")?.[0];
  if (tag !== undefined) return tag.toUpperCase();
  return existing.priority === undefined ? "P3" : `P${String(Math.min(Math.max(Number(existing.priority) - 1, 0), 3))}`;
};

const span = (seconds: number): string =>
  seconds % 60 === 0 ? `minutes(${String(seconds / 60)})` : `seconds(${String(seconds)})`;

const LONGEST_IMPACT = 160;

/** What whoever wrote it told people, in a sentence. */
const impactOf = ({ message, name }: Existing): string => {
  const sentence = /^.*?[.!?](?=\s|$)/.exec(message)?.[0] ?? message;
  return (sentence === "" ? name : sentence).slice(0, LONGEST_IMPACT);
};

/** Datadog's own words and CloudWatch's (`monitors/datadog/monitor.ts`, `monitors/cloudwatch/alarm.ts`), back into the row's. */
const missingData = ({ missingData: said }: Existing): string => {
  const words: Readonly<Record<string, string>> = {
    ...{ notify_no_data: "notify", show_and_notify_no_data: "notify", default: "keep", show_no_data: "keep" },
    ...{ breaching: "breach", ignore: "keep", missing: "notify" },
  };
  return words[said] ?? "ok";
};

/** The rows as a module of the catalogue that compiles, a service after the other; paste each where it belongs. */
export const toModule = ({ rows }: Proposals): string => {
  const metrics = [...new Set(rows.flatMap(({ metric }) => (metric === undefined ? [] : [metric])))];
  const code = rows.map((row) => row.code).join("\n");
  const used = ["bytes", "count", "deviations", "milliseconds", "minutes", "percent", "seconds"].filter((name) =>
    new RegExp(`\\b${name}\\(`).test(code),
  );
  return [
    ...(metrics.length === 0
      ? []
      : [
          "// First, in cloudWatchMetrics (monitors/model/sources/cloudwatch.ts):",
          ...metrics.map((row) => `//   ${row},`),
          "",
        ]),
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
