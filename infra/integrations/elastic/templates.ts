import type { ElasticDeclaration } from "../../../monitors/elastic/declaration";
import { keyOf } from "../../../monitors/declaration/declaration";
import { ref } from "../../../monitors/model/late";
import { inDays } from "../../../monitors/model/quantity";
import { dataStream, logFields } from "../../../monitors/model/sources/elastic";
import { DEAD_LETTERS_KEPT, type Stored } from "./lifecycle";
import { physicalName } from "./names";

const COMPONENT = "elasticstack:index/elasticsearchComponentTemplate:ElasticsearchComponentTemplate";
const TEMPLATE = "elasticstack:index/elasticsearchIndexTemplate:ElasticsearchIndexTemplate";
const LIFECYCLE = "elasticstack:index/elasticsearchIndexLifecycle:ElasticsearchIndexLifecycle";

type Mapping = Readonly<Record<string, unknown>>;

/** `client.ip` → { client: { properties: { ip: … } } }. */
const nest = (fields: readonly (readonly [path: readonly string[], type: Mapping])[]): Mapping => {
  const heads = [...new Set(fields.map(([[head = ""]]) => head))];
  return Object.fromEntries(
    heads.map((head) => {
      const own = fields.filter(([[first]]) => first === head);
      const [leaf] = own.filter(([path]) => path.length === 1);
      return [head, leaf?.[1] ?? { properties: nest(own.map(([path, type]) => [path.slice(1), type])) }];
    }),
  );
};

/** A value that does not fit its field is kept and not indexed, so that no line is lost for it. */
const TOLERANT: ReadonlySet<string> = new Set(["double", "ip", "long", "date"]);

const mappingOf = (type: string): Mapping => ({
  type,
  ...(type === "keyword" ? { ignore_above: 1_024 } : {}),
  ...(TOLERANT.has(type) && type !== "date" ? { ignore_malformed: true } : {}),
});

/** The fields of the pipelines, and no others: what a sender makes up is kept in the document and takes no room in the mapping. */
export const ecsMappings = (): Mapping => ({
  dynamic: false,
  properties: nest(
    Object.entries(logFields).map(([field, type]) => [
      field === "@timestamp" ? [field] : field.split("."),
      mappingOf(type),
    ]),
  ),
});

/** What was sent is in the document, whole, and cannot be searched: it may hold anything. */
const deadLetterMappings = (): Mapping => ({
  dynamic: false,
  properties: nest([
    [["event", "kind"], mappingOf("keyword")],
    [["event", "original"], { type: "keyword", index: false, doc_values: false }],
    [["error", "message"], { type: "keyword", index: false, doc_values: false }],
    [["error", "type"], mappingOf("keyword")],
    [["dead_letter"], { type: "object", enabled: false }],
  ]),
});

const ECS = "ecs";

/** Shared by the streams of every class. */
export const renderEcs = (environment: string): readonly ElasticDeclaration[] => [
  {
    vendor: "elastic",
    type: COMPONENT,
    name: ECS,
    args: { name: physicalName(environment, ECS), template: { mappings: JSON.stringify(ecsMappings()) } },
  },
  {
    vendor: "elastic",
    type: COMPONENT,
    name: "dead_letter",
    args: {
      name: physicalName(environment, "dead_letter"),
      template: { mappings: JSON.stringify(deadLetterMappings()) },
    },
  },
];

/** Above Elasticsearch's own template for logs-*-*, which has 100 (https://www.elastic.co/docs/manage-data/data-store/templates). */
const PRIORITY = 500;

/**
 * A data stream for each class and environment. What cannot be indexed goes to the stream's failure store (Elastic Stack 9.1), for as
 * long as a dead letter.
 */
export const renderTemplate = (stored: Stored, environment: string): ElasticDeclaration => {
  const components = stored === "dead_letter" ? [ECS, "dead_letter"] : [ECS];
  return {
    vendor: "elastic",
    type: TEMPLATE,
    name: stored,
    after: [keyOf({ type: LIFECYCLE, name: stored })],
    args: {
      name: physicalName(environment, stored),
      indexPatterns: [`${dataStream(stored, environment)}*`],
      dataStream: {},
      priority: PRIORITY,
      composedOfs: components.map((name) => ref(COMPONENT, name, "name")),
      template: {
        settings: JSON.stringify({ index: { lifecycle: { name: physicalName(environment, stored) } } }),
        dataStreamOptions: {
          failureStore: {
            enabled: true,
            lifecycle: { dataRetention: `${inDays(DEAD_LETTERS_KEPT)}d` },
          },
        },
      },
    },
  };
};
