-- Statistics of statements, which A20 is measured by: Supabase's exporter reads them for its metrics endpoint. A person applies this once
-- in each environment, in the SQL editor. Supabase has the module loaded and, in new projects, created; then this does nothing.
-- https://supabase.com/docs/guides/database/extensions/pg_stat_statements

create schema if not exists extensions;
create extension if not exists pg_stat_statements with schema extensions;
