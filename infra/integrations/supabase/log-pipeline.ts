import type { Environment } from "../../../monitors/model/environment";
import type { LogDeclaration } from "../logs/declaration";

/**
 * Supabase's log drain to Datadog says neither environment nor `postgres`: its lines carry `source:supabase`, the name of Supabase's
 * own log source as service, and the record below `data` (Logflare/logflare, lib/logflare/backends/adaptor/datadog_adaptor.ex). Whose
 * they are stands in the record's `project`, by which Supabase's own log explorer finds them (supabase/supabase issue 26785).
 * Each environment knows its own project alone, and so declares a pipeline for that.
 * @see https://docs.datadoghq.com/logs/log_configuration/processors/
 */
export const renderSupabasePipeline = ({ name, identities }: Environment): LogDeclaration => ({
  vendor: "datadog",
  type: "datadog:index/logsCustomPipeline:LogsCustomPipeline",
  name: "supabase",
  args: {
    name: `Driplo: Supabase's drain, ${name}`,
    description: "Tags the lines of the project with their environment, and Postgres's with their service",
    isEnabled: true,
    filters: [{ query: `source:supabase @data.project:${identities.supabaseProject}` }],
    processors: [
      constant("driplo.env", name, "*"),
      {
        attributeRemapper: {
          name: "The environment is a tag",
          isEnabled: true,
          sources: ["driplo.env"],
          sourceType: "attribute",
          target: "env",
          targetType: "tag",
          preserveSource: false,
          overrideOnConflict: true,
        },
      },
      // `postgres.logs` in Supabase's own set-up; only where it is Postgres's has the line this service.
      constant("driplo.service", "postgres", "service:postgres*"),
      { serviceRemapper: { name: "Postgres is the service", isEnabled: true, sources: ["driplo.service"] } },
      {
        statusRemapper: {
          name: "Postgres's severity is the status",
          isEnabled: true,
          // Not established which of the two (monitors/catalogue/security.ts); the first that is there is taken.
          sources: ["data.metadata.parsed.error_severity", "data.parsed.error_severity"],
        },
      },
    ],
  },
});

/** An attribute with a fixed value, for lines that a search finds: Datadog has no processor for just that. */
const constant = (target: string, name: string, query: string) => ({
  categoryProcessor: {
    name: `${target} is ${name}`,
    isEnabled: true,
    target,
    categories: [{ name, filter: { query } }],
  },
});
