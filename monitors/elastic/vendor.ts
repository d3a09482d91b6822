import type { ElasticSource } from "../model/sources/elastic";
import type { Vendor } from "../plan/vendor";
import { elasticCosts } from "./costs";
import type { ElasticDeclaration } from "./declaration";
import { elasticDelays, elasticNotification } from "./delay";
import { evaluatorIn } from "./evaluate/evaluate";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderQuiet } from "./quiet";
import { render } from "./render";
import { renderRouting } from "./routing";
import { tellsIn } from "./tell";

export const elasticVendor: Vendor<ElasticSource, ElasticDeclaration> = {
  name: "elastic",
  accepts,
  render,
  renderShared: renderRouting,
  renderQuiet,
  followIn,
  tellsIn,
  evaluatorIn,
  check,
  delays: { sight: ({ type }) => elasticDelays[type], notification: elasticNotification },
  costs: elasticCosts,
};
