import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import type { Environment } from "../../../monitors/model/environment";
import { pipelineName } from "./ingest";
import { physicalName } from "./names";
import { cloudfront } from "./sources/cloudfront";
import { stripe } from "./sources/stripe";
import { supabase } from "./sources/supabase";
import { vercel } from "./sources/vercel";
import { vercelInsights } from "./sources/vercel-insights";

/**
 * Logstash only receives and hands on; the work is Elasticsearch's ingest pipelines'. What is secret stands in the keystore of the machine
 * that runs it (https://www.elastic.co/docs/reference/logstash/keystore), and never in a pipeline, which is stored in clear.
 */
export const keystore = {
  /** `elastic.drain.password`. */
  password: "DRIPLO_DRAIN_PASSWORD",
  /** `id:key` of the key that may write, and nothing else (docs/bootstrap.md). */
  writer: "DRIPLO_WRITER_KEY",
} as const;

const PORT = 8_080;

/**
 * Senders are told apart by what they send: each has a field that the others have not. What is of none, or no JSON, goes to Vercel's
 * pipeline, which refuses it into the dead letters.
 */
const SENDERS = [
  { condition: "[drained][event_message]", source: supabase },
  { condition: "[drained][detail-type]", source: stripe },
  // A line of a function's or a build's has no schema, and a source always.
  { condition: "[drained][schema] and ![drained][source]", source: vercelInsights },
] as const;

const text = (value: string): string => `"${value}"`;

const output = ({ name, elastic }: Environment): string => `output {
  elasticsearch {
    hosts => [${text(elastic.elasticsearch)}]
    api_key => "\${${keystore.writer}}"
    data_stream => true
    data_stream_type => "logs"
    data_stream_dataset => "driplo.application"
    data_stream_namespace => ${text(name)}
    # What the pipeline makes of an event says where it goes.
    data_stream_auto_routing => false
    data_stream_sync_fields => false
    pipeline => "%{[@metadata][pipeline]}"
  }
}`;

const name = (environment: string, source: Parameters<typeof pipelineName>[1]): string =>
  text(pipelineName(environment, source));

/**
 * Vercel may make a drain only to an endpoint whose answers carry its team's value; it proves whose endpoint it is, and opens nothing
 * (https://vercel.com/docs/drains/security). The content type is what the plugin answers by itself.
 */
const verification = ({ elastic: { drain } }: Environment): string =>
  drain.verify === undefined
    ? ""
    : `    response_headers => { "Content-Type" => "text/plain" "x-vercel-verify" => ${text(drain.verify)} }\n`;

/** https://www.elastic.co/docs/reference/logstash/plugins/plugins-inputs-http. TLS ends in front of it. */
const drains = (environment: Environment): string => `input {
  http {
    port => ${PORT}
    user => ${text(environment.elastic.drain.user)}
    password => "\${${keystore.password}}"
${verification(environment)}    # One codec for all of them: an array is an event for each of its elements.
    additional_codecs => {}
    codec => json { target => "[drained]" }
  }
}
filter {
${SENDERS.map(
  ({ condition, source }, index) => `  ${index === 0 ? "if" : "} else if"} ${condition} {
    mutate { add_field => { "[@metadata][pipeline]" => ${name(environment.name, source)} } }
`,
).join("")}  } else {
    mutate { add_field => { "[@metadata][pipeline]" => ${name(environment.name, vercel)} } }
  }
}
${output(environment)}
`;

/**
 * https://www.elastic.co/docs/reference/logstash/plugins/plugins-integrations-aws-inputs-s3: it unpacks what ends in .gz, and reads each
 * file once. The machine's own role may list the bucket and read below the path.
 */
const cdn = (environment: Environment): string => `input {
  s3 {
    bucket => ${text(environment.elastic.cdnLogs.bucket)}
    prefix => ${text(environment.elastic.cdnLogs.prefix)}
    region => ${text(environment.aws.region)}
    codec => plain
  }
}
filter {
  mutate { add_field => { "[@metadata][pipeline]" => ${name(environment.name, cloudfront)} } }
}
${output(environment)}
`;

/** A queue on disk: what was taken is not lost with the process, for the sender believes it delivered. */
const renderPipeline = (
  id: string,
  description: string,
  pipeline: string,
  environment: string,
): ElasticDeclaration => ({
  vendor: "elastic",
  type: "elasticstack:index/elasticsearchLogstashPipeline:ElasticsearchLogstashPipeline",
  name: id,
  args: {
    pipelineId: physicalName(environment, id),
    description,
    pipeline,
    pipelineEcsCompatibility: "v8",
    queueType: "persisted",
    queueMaxBytes: "4gb",
  },
});

export const renderLogstash = (environment: Environment): readonly ElasticDeclaration[] => [
  renderPipeline("drains", "Vercel's, Supabase's and Stripe's, over HTTP", drains(environment), environment.name),
  renderPipeline("cdn", "CloudFront's standard logs, from their bucket", cdn(environment), environment.name),
];
