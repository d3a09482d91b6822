import type { Policies } from "../monitors/model/route";
import { handOff, rungs } from "./on-call";
import { respondWithin } from "./priorities";
import { routes } from "./routing";

export const policies: Policies = { respondWithin, rungs, routes, handOff };
