import type { Result } from "./backtest";

export interface Gates {
  readonly maxFirings?: number;
  /** Per cent. */
  readonly minPrecision?: number;
}

/** A line for each gate that fails. What could not be judged has not passed. */
export const failedGates = (results: readonly Result[], gates: Gates): readonly string[] => {
  const { maxFirings, minPrecision } = gates;
  if (maxFirings === undefined && minPrecision === undefined) return [];
  const asked = [
    ...(maxFirings === undefined ? [] : [`--max-firings ${maxFirings}`]),
    ...(minPrecision === undefined ? [] : [`--min-precision ${minPrecision}`]),
  ].join(", ");
  const judged = results.flatMap(({ name, here }) => (here === undefined ? [] : [{ name, here }]));
  const unjudged = judged.flatMap(({ name, here: { firings, noDataOf } }) =>
    firings === undefined ? [`${asked}: ${name} has no data of ${noDataOf.join(", ")}, and is not judged`] : [],
  );
  if (judged.length === 0) return [`${asked}: no level is judged`];
  const fired = judged.flatMap(({ name, here: { firings } }) =>
    maxFirings !== undefined && firings !== undefined && firings.length > maxFirings
      ? [`--max-firings ${maxFirings}: ${name} fired ${firings.length} times`]
      : [],
  );
  return [...unjudged, ...fired, ...(minPrecision === undefined ? [] : imprecise(judged, minPrecision))];
};

type Judged = Required<Pick<Result, "name" | "here">>;

/** A level that never fired is neither precise nor not; where none did, nothing is shown. */
const imprecise = (judged: readonly Judged[], least: number): readonly string[] => {
  const shares = judged.flatMap(({ name, here }) =>
    here?.quality?.precision === undefined ? [] : [{ name, ...here.quality.precision }],
  );
  if (shares.length === 0) return [`--min-precision ${least}: nothing fired, and there is no precision to judge`];
  return shares
    .filter(({ share }) => 100 * share < least)
    .map(
      ({ name, share, of }) =>
        `--min-precision ${least}: of ${name}'s ${of} firings ${Math.round(100 * share)} % were of an incident`,
    );
};
