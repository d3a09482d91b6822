import type { EnvironmentName } from "../monitors/model/environment-name";
import type { Policies } from "../monitors/model/route";
import { handOff, rungs } from "./on-call";
import { respondWithin } from "./priorities";
import { routes } from "./routing";

export const policies: Policies<EnvironmentName> = { respondWithin, rungs, routes, handOff };
