import { dataStream } from "../../../monitors/model/sources/elastic";
import { logClasses } from "./names";

/**
 * What each key may do, and no more (https://www.elastic.co/docs/reference/elasticsearch/security-privileges, and for Kibana
 * https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/kibana-role-management). A person makes the keys: one that
 * may make keys could make itself any other. Not tried on a deployment.
 */

/**
 * Pulumi's, ELASTICSEARCH_API_KEY. It reads lines because a rule of Kibana's asks with the key of whoever made it: what the catalogue's rules
 * and the beat count, and of dead letters that there are some, but not a word of them. Field-level security is part of Elastic's
 * Platinum and Enterprise subscriptions (https://www.elastic.co/subscriptions).
 */
const declares = (environment: string) => ({
  cluster: ["monitor", "manage_ilm", "manage_index_templates", "manage_ingest_pipelines", "manage_logstash_pipelines"],
  indices: [
    {
      names: [dataStream("audit", environment), dataStream("access", environment)],
      privileges: ["read", "view_index_metadata"],
    },
    {
      names: [dataStream("dead_letter", environment)],
      privileges: ["read", "view_index_metadata"],
      field_security: { grant: ["@timestamp", "data_stream.*", "event.kind", "event.provider", "error.type"] },
    },
  ],
  applications: [
    {
      application: "kibana-.kibana",
      privileges: [
        "feature_stackAlerts.all",
        "feature_actions.all",
        "feature_maintenanceWindow.all",
        "feature_indexPatterns.all",
        "feature_discover.all",
        "feature_savedObjectsManagement.all",
      ],
      resources: ["space:default"],
    },
  ],
});

/** Logstash's, with which it writes: it can neither read nor change nor delete a line. */
const writes = (environment: string) => ({
  cluster: ["monitor"],
  indices: [
    {
      names: [...logClasses, "dead_letter" as const].map((stored) => dataStream(stored, environment)),
      privileges: ["auto_configure", "create_doc"],
    },
  ],
});

/** Logstash's, with which it fetches its pipelines. */
const fetches = { cluster: ["monitor", "manage_logstash_pipelines"] } as const;

/** Role descriptors of an environment's keys, by the names that docs/bootstrap.md gives them. */
export const keysOf = (environment: string) => ({
  "driplo-declares": declares(environment),
  "driplo-writes": writes(environment),
  "driplo-fetches": fetches,
});
