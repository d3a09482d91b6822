/** One number that the project promises to stay under, or above, or shows beside one that it does. */

export type FigureUnit = "s" | "ms" | "MiB" | "B" | "times" | "faults" | "million per second";

interface About {
  readonly name: string;
  /** What was run and what of it was taken, for whoever doubts the number. */
  readonly how: string;
  readonly unit: FigureUnit;
}

/** On which side the number must stay. `atMost` undefined: it is only shown, to read another by. */
type Bound =
  | { readonly atMost: number | undefined; readonly atLeast?: undefined }
  | { readonly atMost?: undefined; readonly atLeast: number };

export type Figure = About & Bound & ({ readonly value: number } | { readonly notMeasured: string });

export const isBroken = (figure: Figure): boolean => {
  if (!("value" in figure)) return false;
  if (figure.atLeast !== undefined) return figure.value < figure.atLeast;
  return figure.atMost !== undefined && figure.value > figure.atMost;
};

const digits: Readonly<Record<FigureUnit, number>> = {
  s: 2,
  ms: 2,
  MiB: 0,
  B: 0,
  times: 2,
  faults: 0,
  "million per second": 1,
};

const formatAmount = (amount: number, unit: FigureUnit): string =>
  unit === "times" ? `× ${amount.toFixed(digits[unit])}` : `${amount.toFixed(digits[unit])} ${unit}`;

export const formatValue = (figure: Figure): string =>
  "value" in figure ? formatAmount(figure.value, figure.unit) : `not measured: ${figure.notMeasured}`;

export const formatBound = ({ atMost, atLeast, unit }: Figure): string => {
  if (atLeast !== undefined) return `≥ ${formatAmount(atLeast, unit)}`;
  return atMost === undefined ? "" : `≤ ${formatAmount(atMost, unit)}`;
};

export const formatVerdict = (figure: Figure): string => {
  if (formatBound(figure) === "" || !("value" in figure)) return "";
  return isBroken(figure) ? "broken" : "kept";
};
