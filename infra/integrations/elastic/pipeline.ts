import type { Environment } from "../../../monitors/model/environment";
import { dataStream, type LogClass } from "../../../monitors/model/sources/elastic";
import { maskClient, maskText } from "./masks";
import { copy, keepOnly, refuse, remove, set, type Copy, type Pipeline, type Processor } from "./processors";

/** What is particular to one sender of logs. */
export interface LogSource {
  readonly name: "vercel" | "vercel-insights" | "supabase" | "cloudfront" | "stripe";
  readonly title: string;
  /** Where Logstash leaves what was sent, and whole. */
  readonly raw: "drained" | "message";
  /** Takes the event apart beside the raw one; what does not match fails, and becomes a dead letter. */
  readonly parse: readonly Processor[];
  readonly copies: readonly Copy[];
  /** What is calculated from what was copied. */
  readonly derive: readonly Processor[];
  /** Names that `parse` made. */
  readonly temporary: readonly string[];
  /** The class of its data, where that does not follow from the event. */
  readonly in?: LogClass;
}

/** The version of ECS whose names are written (https://www.elastic.co/docs/reference/ecs). */
const ECS_VERSION = "8.17.0";

/** From what a source sent to a document in the data stream of its class, without anything personal in it. */
export const pipelineOf = (source: LogSource, { name, elastic }: Pick<Environment, "name" | "elastic">): Pipeline => ({
  description: `${source.title}: ECS, masked, into the data stream of its class`,
  processors: [
    keepOnly("drained", "message", "@timestamp"),
    ...(source.raw === "drained" ? [refuse("what was sent is no JSON", "!(ctx.drained instanceof Map)")] : []),
    ...source.parse,
    copy(source.copies),
    ...source.derive,
    set("event.provider", source.name),
    set("ecs.version", ECS_VERSION),
    ...maskClient(elastic.hashKey),
    ...maskText(),
    ...intoClass(source, name),
    remove(...source.temporary, source.raw),
  ],
  onFailure: intoDeadLetters(source, name),
});

/** As Datadog's indexes take them (`infra/integrations/logs/indexes.ts`): a named event, else a request, else anything. */
const intoClass = (source: LogSource, environment: string): readonly Processor[] => [
  ...(source.in === undefined
    ? [
        set("data_stream.dataset", "driplo.application"),
        set("data_stream.dataset", "driplo.access", "ctx.url?.path != null"),
        set("data_stream.dataset", "driplo.audit", "ctx.event?.action != null"),
      ]
    : [set("data_stream.dataset", `driplo.${source.in}`)]),
  ...place(environment),
  set("_index", `logs-{{{data_stream.dataset}}}-${environment}`),
];

const place = (environment: string): readonly Processor[] => [
  set("data_stream.type", "logs"),
  set("data_stream.namespace", environment),
];

/**
 * What a pipeline cannot read is kept as it came, whole and unmasked, or nobody could mend the pipeline by it: in a data stream
 * that few may read, for a week. `pipeline_error` is ECS's own word for it (event.kind), and what is counted.
 * @see https://www.elastic.co/docs/manage-data/ingest/transform-enrich/ingest-pipelines#handling-pipeline-failures
 */
const intoDeadLetters = (source: LogSource, environment: string): readonly Processor[] => [
  // Of what could be taken apart, a message may be a copy already.
  keepOnly(source.raw, "@timestamp", ...(source.raw === "message" ? [] : ["message"])),
  { remove: { field: "message", ignore_missing: true, if: "ctx.drained instanceof Map" } },
  { rename: { field: "drained", target_field: "dead_letter", ignore_missing: true } },
  { rename: { field: "message", target_field: "event.original", ignore_missing: true } },
  set("event.kind", "pipeline_error"),
  set("event.provider", source.name),
  set("error.message", "{{{_ingest.on_failure_message}}}"),
  set("error.type", "{{{_ingest.on_failure_processor_type}}}"),
  set("data_stream.dataset", "driplo.dead_letter"),
  ...place(environment),
  set("_index", dataStream("dead_letter", environment)),
];
