import { kinds } from "./kinds";

/** All that must not leave, by what it is. */
export const personal: readonly (readonly [kind: string, text: string, secret: string])[] = Object.entries(
  kinds,
).flatMap(([kind, { masked }]) => masked.map(([text, secret]) => [kind, text, secret] as const));

/** All that stays. */
export const harmless: readonly string[] = [
  ...Object.values(kinds).flatMap(({ kept }) => kept),
  "took 12 of 4096 at 10:20:30, version 1.2.3-beta",
  "/products/5f0c9a52-3c1e-4c43-9d0e-2b1a63f7a111",
];
