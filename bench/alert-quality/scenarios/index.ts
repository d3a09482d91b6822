import type { Scenario } from "../scenario";
import { answerScenarios } from "./answer";
import { courseScenarios } from "./course";
import { eventScenarios } from "./events";
import { shareScenarios } from "./share";
import { valueScenarios } from "./value";

export const scenarios: readonly Scenario[] = [
  ...shareScenarios,
  ...valueScenarios,
  ...answerScenarios,
  ...eventScenarios,
  ...courseScenarios,
];
