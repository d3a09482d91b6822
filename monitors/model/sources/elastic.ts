import { lookUp } from "../look-up";
import type { Feed } from "./feed";

/**
 * Elasticsearch's sources: what the log store counts. Names and types of fields are ECS's
 * (https://www.elastic.co/docs/reference/ecs/ecs-field-reference); what ECS has no field for is below `driplo`, as its
 * guidelines ask for (https://www.elastic.co/docs/reference/ecs/ecs-custom-fields-in-ecs), or a label. This table is all that the
 * pipelines write, that the index templates map and that a source may ask for: a name outside it does not compile.
 */
export const logFields = {
  "@timestamp": "date",
  message: "match_only_text",
  "client.ip": "ip",
  "cloud.region": "keyword",
  "data_stream.dataset": "constant_keyword",
  "data_stream.namespace": "constant_keyword",
  "data_stream.type": "constant_keyword",
  "ecs.version": "keyword",
  "error.code": "keyword",
  "event.action": "keyword",
  "event.duration": "long",
  "event.id": "keyword",
  "event.outcome": "keyword",
  "event.provider": "keyword",
  "event.type": "keyword",
  "http.request.bytes": "long",
  "http.request.id": "keyword",
  "http.request.method": "keyword",
  "http.response.bytes": "long",
  "http.response.status_code": "long",
  "http.version": "keyword",
  "labels.account": "keyword",
  "labels.browser": "keyword",
  "labels.cache": "keyword",
  "labels.command": "keyword",
  "labels.connection": "keyword",
  "labels.country": "keyword",
  "labels.currency": "keyword",
  "labels.deployment": "keyword",
  "labels.device": "keyword",
  "labels.edge": "keyword",
  "labels.event": "keyword",
  "labels.object": "keyword",
  "labels.object_type": "keyword",
  "labels.os": "keyword",
  "labels.role": "keyword",
  "labels.status": "keyword",
  "labels.stream": "keyword",
  "labels.waf_action": "keyword",
  "log.level": "keyword",
  "log.logger": "keyword",
  "rule.id": "keyword",
  "service.environment": "keyword",
  "service.name": "keyword",
  "span.id": "keyword",
  "trace.id": "keyword",
  "url.domain": "keyword",
  "url.path": "wildcard",
  "url.scheme": "keyword",
  "user.hash": "keyword",
  "user_agent.original": "keyword",
  /** A keyed hash of the whole address: it tells one client from another and not who it is. */
  "driplo.client.hash": "keyword",
  /** What was paid or refused, in the currency's smallest unit. */
  "driplo.payment.amount": "long",
  /** LCP, INP, CLS and the like, and the value as the browser measured it. */
  "driplo.vital.name": "keyword",
  "driplo.vital.value": "double",
} as const satisfies Readonly<Record<string, FieldType>>;

/** https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types */
type FieldType = "constant_keyword" | "date" | "double" | "ip" | "keyword" | "long" | "match_only_text" | "wildcard";

export type LogField = keyof typeof logFields;

/** What is compared whole: by its value it can be asked for, and groups be made of it. */
export type ExactField = { [F in LogField]: (typeof logFields)[F] extends "keyword" ? F : never }[LogField];

const isExact = (field: string): field is ExactField => lookUp<FieldType>(logFields, field) === "keyword";

export const exactFields: readonly ExactField[] = Object.keys(logFields).filter(isExact);

/** Classes of data, each a data stream for each environment (`infra/integrations/logs/retention.ts`). */
export const logClasses = ["audit", "access", "application"] as const;

export type LogClass = (typeof logClasses)[number];

/** `type-dataset-namespace`: https://www.elastic.co/docs/reference/ecs/ecs-data_stream; a dataset has no hyphen. */
export const dataStream = (dataset: LogClass | "dead_letter", environment: string): string =>
  `logs-driplo.${dataset}-${environment}`;

export interface ElasticLogsSource {
  readonly vendor: "elastic";
  readonly type: "logs";
  readonly reads: readonly Feed[];
  readonly in: LogClass;
  /** Fields and the value that each must have. */
  readonly where: Readonly<Partial<Record<ExactField, string>>>;
  /** What tells one client from another, where each is judged by itself. */
  readonly by?: ExactField | undefined;
}

export type ElasticSource = ElasticLogsSource;

/** Sources of the log store. */
export const elastic = {
  logs: ({
    feed,
    ...source
  }: Omit<ElasticLogsSource, "vendor" | "type" | "reads"> & { readonly feed: string }): ElasticLogsSource => ({
    vendor: "elastic",
    type: "logs",
    ...source,
    reads: [`elastic:logs/${feed}`],
  }),
} as const;
