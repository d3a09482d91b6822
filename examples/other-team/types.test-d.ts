import { declareStack } from "../../infra/declare";
import { declarationsIn } from "../../infra/render-stack";
import type { DatadogMonitorsArgs } from "../../monitors/datadog/component";
import { policies as driplo } from "../../policies";
import { catalogue } from "./catalogue";
import { declare } from "./declare";
import { environments } from "./environments";
import { policies } from "./policies";

const declared = declareStack(catalogue, policies, environments.live);

// @ts-expect-error Driplo's routes have no environment of this name
declareStack(catalogue, driplo, environments.live);

// @ts-expect-error there is no such environment
declare("prod");

export const monitors: DatadogMonitorsArgs["declarations"] = declarationsIn(declared, "datadog");

// @ts-expect-error Datadog's component takes no resource of PagerDuty's
export const escalation: DatadogMonitorsArgs["declarations"] = declarationsIn(declared, "pagerduty");

// @ts-expect-error there is no such part
declarationsIn(declared, "datadgo");
