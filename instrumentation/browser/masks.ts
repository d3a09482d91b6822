import type * as masks from "./mask";

export type Masks = typeof masks;

/** A chunk of its own, after consent: before it nothing is sent, and so nothing is masked. Where it does not come, nothing is sent. */
export const loadMasks = (): Promise<Masks> => import("./mask");
