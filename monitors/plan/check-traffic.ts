import { compareQuantities, count, formatQuantity, isMeaningful, type Quantity } from "../model/quantity";
import { kindRow } from "../model/signal-kind";
import type { Diagnostic } from "./diagnostic";
import type { PlannedMeasure } from "./plan";
import type { Report } from "./report";

/** Below so much traffic a measure keeps quiet: a minimum that nothing falls below is none. */
export const checkTraffic = (
  { name, kind, minimumTraffic, levels }: PlannedMeasure,
  report: Report,
): readonly Diagnostic[] => {
  const minimums = [
    { name, least: minimumTraffic },
    ...levels.map((level) => ({ name: level.name, least: level.sooner?.minimumTraffic })),
  ];
  return minimums.flatMap((each) =>
    each.least === undefined ? [] : checkMinimum(kind, each.name, each.least, report),
  );
};

const ONE = count(1);

const checkMinimum = (
  kind: PlannedMeasure["kind"],
  name: string,
  least: Quantity<"count">,
  report: Report,
): readonly Diagnostic[] => {
  const what = `the minimum of traffic is ${formatQuantity(least)}`;
  // Not a number, and nothing, are no minimum of anything; of a share one is none either.
  const isShare = kindRow(kind).atMost !== undefined;
  if (isShare && isMeaningful(least) && compareQuantities(least, ONE) <= 0)
    return [
      report({
        name,
        what,
        rule: "a share of one event is 0 % or 100 %: a single failure alone would fire it",
        remedy: "set minimumTraffic to at least 2, better to what a usual window has",
      }),
    ];
  return isMeaningful(least) && compareQuantities(least, ONE) >= 0
    ? []
    : [
        report({
          name,
          what,
          rule: "a minimum of traffic is a number of at least 1",
          remedy: "raise minimumTraffic, or leave it out where the kind allows that",
        }),
      ];
};
