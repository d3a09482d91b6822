/** How soon a person must react, most urgent first. What each one promises stands in `policies/priorities.ts`. */
export const priorities = ["P0", "P1", "P2", "P3"] as const;

export type Priority = (typeof priorities)[number];
