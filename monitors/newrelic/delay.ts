import type { NewRelicSource } from "../model/sources/newrelic";
import { added, assumed, DRAIN, message, OTLP_SPANS, type Delay } from "../plan/delay";

/** The condition's own delay of a window (`aggregationDelay`) is its evaluator's. */
export const newRelicDelays: Readonly<Record<NewRelicSource["type"], Delay>> = {
  spans: added(OTLP_SPANS, DRAIN, assumed(10, "New Relic's intake", "no figure is published of a span by OTLP")),
};

export const newRelicNotification: Delay = message("New Relic's workflow");
