import type { Catalogue } from "../model/signal";
import { emission } from "./emission";
import { quiet } from "./quiet";
import { services } from "./services";

export const catalogue: Catalogue = { services, emission, quiet };
