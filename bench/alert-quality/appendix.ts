import { cloudWatchMetric } from "../../monitors/model/sources/cloudwatch";
import type { Source } from "../../monitors/model/sources/source";
import { delayOf, notificationOf } from "../../infra/assembly/vendor-delay";
import type { Delay } from "../../monitors/plan/delay";
import type { Figures } from "./figures";
import { natures, type Scenario } from "./scenario";
import { compareText } from "../../monitors/model/compare-text";

/** Where the page's delays come from, and what was played. */

const seconds = (amount: number): string => `${amount} s`;

export const delaySection = ({ levels }: Pick<Figures, "levels">): readonly string[] => {
  const sources = new Map<string, Source>();
  for (const { played } of levels) {
    const { source } = played.measure;
    const delay = delayOf(source);
    const of =
      source.vendor === "cloudwatch" && source.type === "metric"
        ? ` of ${cloudWatchMetric(source.metric).namespace}`
        : "";
    sources.set(`${source.vendor}, ${source.type}${of}: ${seconds(delay.seconds)}`, source);
  }
  const vendors = [...new Set([...sources.values()].map(({ vendor }) => vendor))];
  return [
    "## Where the delays come from",
    "",
    "From something that happens to the vendor that can judge it (`monitors/plan`). What is assumed is of no vendor's word.",
    "",
    ...[...sources]
      .toSorted(([a], [b]) => compareText(a, b))
      .flatMap(([name, source]) => [`- ${name}`, ...partsOf(delayOf(source))]),
    "",
    "From a verdict to the first notification:",
    "",
    ...vendors.flatMap((vendor) => {
      const delay = notificationOf(vendor);
      return [`- ${vendor}: ${seconds(delay.seconds)}`, ...partsOf(delay)];
    }),
    "",
  ];
};

const partsOf = ({ parts }: Delay): readonly string[] =>
  parts.map((part) =>
    part.basis === "documented"
      ? `  - ${seconds(part.seconds)}, ${part.what}: <${part.source.replace(/ \(.*$/, "")}>`
      : `  - ${seconds(part.seconds)}, ${part.what}; assumed: ${part.why}`,
  );

export const scenarioSection = (scenarios: readonly Scenario[]): readonly string[] => [
  "## Scenarios",
  "",
  "`bench/alert-quality/scenarios`, as data. Onsets are random to the second, and so is the second at which a vendor evaluates.",
  "",
  ...natures.flatMap((nature) => {
    const own = scenarios.filter((each) => each.nature === nature);
    return [`- ${nature} (${own.length}): ${own.map(({ name }) => name.slice(nature.length + 2)).join("; ")}`];
  }),
  "",
];
