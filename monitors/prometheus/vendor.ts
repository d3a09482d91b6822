import type { GrafanaSource } from "../model/sources/source";
import type { Vendor } from "../plan/vendor";
import { chartIn } from "./chart";
import { grafanaCosts } from "./costs";
import type { PrometheusDeclaration } from "./declaration";
import { grafanaDelays, grafanaNotification } from "./delay";
import { evaluatorIn } from "./evaluate/evaluate";
import { followIn } from "./follow";
import { accepts, check } from "./limits";
import { renderDrafts, renderTimings } from "./quiet";
import { render } from "./render";
import { renderFolder, renderRouting } from "./routing";
import { tellsIn } from "./tell";

export const prometheusVendor: Vendor<GrafanaSource, PrometheusDeclaration> = {
  name: "prometheus",
  accepts,
  render,
  renderShared: (destinations, rendered, context) => [
    // Of drafts alone there is no destination.
    ...(destinations.length === 0 && rendered.length > 0 ? [renderFolder(context)] : []),
    ...renderRouting(destinations, context),
    ...renderDrafts(rendered, context),
    ...renderTimings(rendered, context),
  ],
  renderQuiet: "within render",
  followIn,
  tellsIn,
  evaluatorIn,
  chartIn,
  check,
  delays: { sight: ({ type }) => grafanaDelays[type], notification: grafanaNotification },
  costs: grafanaCosts,
};
