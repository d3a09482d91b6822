/** One number that the project promises to stay under, or shows beside one that it does. */

export type FigureUnit = "s" | "ms" | "MiB" | "B" | "times";

interface About {
  readonly name: string;
  /** What was run and what of it was taken, for whoever doubts the number. */
  readonly how: string;
  readonly unit: FigureUnit;
  /** Undefined where the number is only shown, to read another by. */
  readonly atMost: number | undefined;
}

export type Figure = About & ({ readonly value: number } | { readonly notMeasured: string });

export const isBroken = (figure: Figure): boolean =>
  "value" in figure && figure.atMost !== undefined && figure.value > figure.atMost;

const digits: Readonly<Record<FigureUnit, number>> = { s: 2, ms: 2, MiB: 0, B: 0, times: 2 };

const formatAmount = (amount: number, unit: FigureUnit): string =>
  unit === "times" ? `× ${amount.toFixed(digits[unit])}` : `${amount.toFixed(digits[unit])} ${unit}`;

export const formatValue = (figure: Figure): string =>
  "value" in figure ? formatAmount(figure.value, figure.unit) : `not measured: ${figure.notMeasured}`;

export const formatBound = ({ atMost, unit }: Figure): string =>
  atMost === undefined ? "" : `≤ ${formatAmount(atMost, unit)}`;

export const formatVerdict = (figure: Figure): string => {
  if (figure.atMost === undefined || !("value" in figure)) return "";
  return isBroken(figure) ? "broken" : "kept";
};
