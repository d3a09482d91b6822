/**
 * What each key may do, and no more (https://www.elastic.co/docs/reference/elasticsearch/security-privileges, and for Kibana
 * https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/kibana-role-management). A person makes the keys: one that
 * may make keys could make itself any other. Not tried on a deployment.
 */
const STREAMS = "logs-driplo.*";

/** Pulumi's, `elastic.apiKey`. It reads lines because a rule of Kibana's asks with the key of whoever made it. */
const declares = {
  cluster: ["monitor", "manage_ilm", "manage_index_templates", "manage_ingest_pipelines", "manage_logstash_pipelines"],
  indices: [{ names: [STREAMS], privileges: ["read", "view_index_metadata"] }],
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
} as const;

/** Logstash's, with which it writes: it can neither read nor change nor delete a line. */
const writes = {
  cluster: ["monitor"],
  indices: [{ names: [STREAMS], privileges: ["auto_configure", "create_doc"] }],
} as const;

/** Logstash's, with which it fetches its pipelines. */
const fetches = { cluster: ["monitor", "manage_logstash_pipelines"] } as const;

/** Role descriptors of the keys, by the names that docs/bootstrap.md gives them. */
export const keys = {
  "driplo-declares": declares,
  "driplo-writes": writes,
  "driplo-fetches": fetches,
} as const;
