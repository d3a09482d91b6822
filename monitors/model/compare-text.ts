/** By code unit, so that no machine's locale changes the order. For `toSorted`. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
