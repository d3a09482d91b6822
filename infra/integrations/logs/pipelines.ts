import type { Environment } from "../../../monitors/model/environment";
import { isOn } from "../../environment/switched-off";
import { renderSupabasePipeline } from "../supabase/log-pipeline";
import { renderVercelPipeline } from "../vercel/log-pipeline";
import type { LogDeclaration } from "./declaration";

/**
 * What turns a sender's names into those that monitors search for. A pipeline that is the same for the lines of every environment is
 * the account's, so its owner declares it; one that must know an environment's ids is that environment's own.
 */
export const renderPipelines = (environment: Environment): readonly LogDeclaration[] =>
  isOn(environment, "datadog")
    ? [...(environment.ownsAccount ? [renderVercelPipeline()] : []), renderSupabasePipeline(environment)]
    : [];
