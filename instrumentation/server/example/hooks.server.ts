import { handleWith } from "..";
import { driplo } from "./driplo";

/** `src/hooks.server.ts`. The shop's own hooks come after it: `sequence(handleWith(driplo), …)`. */
export const handle = handleWith(driplo);
