import type { LogSource } from "../pipeline";
import { below, fits, refuse, type Copy } from "../processors";

/**
 * Supabase's log drain to a custom endpoint: an array of events (https://supabase.com/docs/guides/telemetry/log-drains), each the body of
 * an event of Logflare's (Logflare/logflare lib/logflare/backends/adaptor/webhook_adaptor.ex): `id`, `event_message`, `timestamp`
 * in microseconds, `metadata`. Fields by https://supabase.com/docs/guides/monitoring-and-debugging/log-field-reference. No example
 * of a whole event is published.
 *
 * Of Postgres the detail, the query and the parameters are left out: they hold rows.
 */
const copies: readonly Copy[] = [
  ["id", "event.id"],
  ["event_message", "message"],
  ["metadata.level", "log.level"],
  ["metadata.parsed.error_severity", "log.level"],
  ["metadata.parsed.sql_state_code", "error.code"],
  ["metadata.parsed.user_name", "labels.role"],
  ["metadata.parsed.command_tag", "labels.command"],
  ["metadata.parsed.backend_type", "log.logger"],
  ["metadata.request.method", "http.request.method", fits.method],
  ["metadata.request.host", "url.domain"],
  ["metadata.request.path", "url.path"],
  ["metadata.request.protocol", "url.scheme"],
  ["metadata.request.headers.user_agent", "user_agent.original"],
  ["metadata.request.headers.cf_connecting_ip", "client.ip"],
  ["metadata.response.status_code", "http.response.status_code"],
];

export const supabase: LogSource = {
  name: "supabase",
  title: "Supabase's log drain",
  raw: "drained",
  parse: [
    refuse(
      "no event of Supabase's: event_message or timestamp is missing",
      "ctx.drained.event_message == null || !(ctx.drained.timestamp instanceof Number)",
    ),
    { script: { description: "Microseconds", source: "ctx.moment = ctx.drained.timestamp.longValue() / 1000" } },
    { date: { field: "moment", formats: ["UNIX_MS"] } },
  ],
  copies: copies.map(below("drained")),
  derive: [
    // What stands in quotes or in a key's value is somebody's data: 'ann@…', "Key (email)=(…)".
    { gsub: { field: "message", pattern: "'[^']*'", replacement: "'?'", ignore_missing: true } },
    { gsub: { field: "message", pattern: String.raw`=\([^)]{0,1000}\)`, replacement: "=(?)", ignore_missing: true } },
    {
      gsub: {
        field: "message",
        pattern: String.raw`(invalid input [^:]{0,100}: )".{0,1000}"`,
        replacement: '$1"?"',
        ignore_missing: true,
      },
    },
    { gsub: { field: "url.scheme", pattern: ":$", replacement: "", ignore_missing: true } },
    { lowercase: { field: "log.level", ignore_missing: true } },
  ],
  temporary: ["moment"],
};
