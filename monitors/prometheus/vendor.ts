import type { GrafanaSource } from "../model/sources/source";
import type { Vendor } from "../plan/vendor";
import type { PrometheusDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";

export const prometheusVendor: Vendor<GrafanaSource, PrometheusDeclaration> = {
  name: "prometheus",
  accepts,
  render,
  renderShared: (destinations, _rendered, context) => renderRouting(destinations, context),
  followIn,
  check,
};
