import { isLate, type Template } from "../../../../monitors/model/late";
import type { Pipeline, Processor } from "../processors";

export const TEST_KEY = "keyOfTheHashesInTheTests";

const whole = (processor: Processor | Template): unknown =>
  isLate(processor)
    ? JSON.parse(processor.parts.map((part) => (typeof part === "string" ? part : TEST_KEY)).join(""))
    : processor;

/** A pipeline as Elasticsearch takes it, with a key in the place of the secret one. */
export const definitionOf = ({ processors, onFailure }: Pipeline): object => ({
  processors: processors.map(whole),
  on_failure: onFailure,
});
