import { handleWith } from "@driplo/instrumentation/server";
import type { Handle } from "@sveltejs/kit";
import { driplo } from "$lib/server/driplo";

/** The shop's own hooks come after it: `sequence(handleWith(driplo), …)`. */
export const handle: Handle = handleWith(driplo);
