import type { PrometheusSource } from "../model/sources/prometheus";
import type { Vendor } from "../plan/vendor";
import type { PrometheusDeclaration } from "./declaration";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { render } from "./render";
import { renderRouting } from "./routing";

export const prometheusVendor: Vendor<PrometheusSource, PrometheusDeclaration> = {
  name: "prometheus",
  accepts,
  render,
  renderShared: (destinations, _rendered, context) => renderRouting(destinations, context),
  followIn,
  check,
};
