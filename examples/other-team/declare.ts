import { declareStack, type DeclaredStack } from "../../infra/declare";
import type { PartName } from "../../infra/parts";
import { catalogue } from "./catalogue";
import { environments, type EnvironmentName } from "./environments";
import { policies } from "./policies";

/** Of all parts, those that this team wants. */
const PARTS: readonly PartName[] = ["pagerduty", "datadog"];

/** The stack of one environment as data, offline: what `plan.ts` prints and `program.ts` creates. */
export const declare = (name: EnvironmentName): DeclaredStack =>
  declareStack(catalogue, policies, environments[name], { choose: () => PARTS });
