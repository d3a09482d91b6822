import { compareQuantities, count, inSeconds, percent, seconds, type Quantity } from "./quantity";

/** Types of quantities, checked by the compiler alone: each line below an `@ts-expect-error` must not compile. */

export const duration: Quantity<"duration"> = seconds(5);
export const ordered: number = compareQuantities(seconds(5), duration);

// @ts-expect-error a bare number has no unit
export const bareNumber: Quantity<"duration"> = 500;

// @ts-expect-error a text has none either
export const text: Quantity<"duration"> = "500ms";

// @ts-expect-error nor has an object that looks like one inside
export const forged: Quantity<"duration"> = { dimension: "duration", amount: 500 };

// @ts-expect-error nor an object without anything
export const empty: Quantity<"duration"> = {};

// @ts-expect-error a percentage is no duration
export const percentForDuration: Quantity<"duration"> = percent(5);

// @ts-expect-error a count is no percentage
export const countForPercent: Quantity<"percentage"> = count(5);

// @ts-expect-error a quantity is no number until it is unwrapped by name
export const asNumber: number = seconds(5);

// @ts-expect-error only a duration comes out in seconds
export const unwrapped: number = inSeconds(percent(5));

// @ts-expect-error quantities of two dimensions have no order
export const acrossDimensions: number = compareQuantities<"duration">(seconds(5), percent(5));

// @ts-expect-error nor have they by an operator
export const byOperator: boolean = seconds(5) < percent(5);

// @ts-expect-error quantities are not subtracted
export const difference: number = seconds(5) - seconds(2);

// @ts-expect-error nor multiplied
export const product: number = seconds(5) * 2;

// @ts-expect-error nor added: the linter's own message would hide that the compiler refuses it
export const sum: unknown = seconds(5) + seconds(2); // eslint-disable-line @typescript-eslint/restrict-plus-operands

// @ts-expect-error a quantity has no order with a number
export const withNumber: boolean = seconds(5) > 500;
