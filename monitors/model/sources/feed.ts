/**
 * What a source reads, as `<vendor>:<data>`: `datadog:rum/view`, `cloudwatch:CWAgent`; of the shop's database, the
 * table: `postgres:orders`. `catalogue/emission.ts` says who
 * sends it; a feed that nobody sends is a diagnostic.
 */
export type Feed =
  `${"datadog" | "cloudwatch" | "newrelic" | "prometheus" | "sentry" | "elastic" | "postgres"}:${string}`;
