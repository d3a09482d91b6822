import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { isLate } from "../../../monitors/model/late";
import { physicalName } from "./names";
import { pipelineOf, type LogSource } from "./pipeline";

/** By which Logstash asks for it. */
export const pipelineName = (environment: string, source: Pick<LogSource, "name">): string =>
  physicalName(environment, source.name);

export const renderIngest = (
  source: LogSource,
  environment: Pick<Environment, "name" | "elastic">,
): ElasticDeclaration => {
  const { description, processors, onFailure } = pipelineOf(source, environment);
  return {
    vendor: "elastic",
    type: "elasticstack:index/elasticsearchIngestPipeline:ElasticsearchIngestPipeline",
    name: source.name,
    // The key of the hashes is within them.
    secretOutputs: ["processors"],
    args: {
      name: pipelineName(environment.name, source),
      description,
      processors: processors.map((processor) => (isLate(processor) ? processor : JSON.stringify(processor))),
      onFailures: onFailure.map((processor) => JSON.stringify(processor)),
    },
  };
};
