import type { BoundVendor } from "./part";
import { partNames, partOf } from "./parts";

export type { StackDeclaration } from "./parts";

/** Every vendor that evaluates, in the order in which their resources are made. */
export const vendors: readonly BoundVendor[] = partNames.flatMap((name) => partOf(name).evaluates ?? []);
