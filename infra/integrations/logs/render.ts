import type { Environment } from "../../../monitors/model/environment";
import { isOn } from "../../environment/switched-off";
import { renderArchive } from "./archive";
import type { LogDeclaration } from "./declaration";
import { renderIndexes } from "./indexes";

/** Where logs are kept. Indexes and archives are the Datadog account's, so the account's owner declares them, for every environment. */
export const renderLogs = (environment: Environment): readonly LogDeclaration[] =>
  environment.ownsAccount && isOn(environment, "datadog")
    ? [...renderIndexes(), ...(isOn(environment, "cloudwatch") ? renderArchive(environment) : [])]
    : [];
