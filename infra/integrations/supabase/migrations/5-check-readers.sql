-- Whether the two roles that read can write after all: fails, and names each way with its remedy, or says nothing. It changes nothing. A
-- person applies it after 4-readers.sql, and after every change of the database's roles, schemas and functions.

do $$
declare
  still_open constant text := (
    with readers as (
      select oid, rolname as reader, rolsuper or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls as is_more
      from pg_roles
      where rolname in ('driplo_monitoring', 'driplo_observer')
    ), schemas as (
      select oid, nspname from pg_namespace where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'
    ), ways as (
      select reader, 'run ' || string_agg(pg_proc.oid::regprocedure::text, ', ' order by pg_proc.oid::regprocedure::text) as may,
        'a superuser applies 4-readers.sql; where nobody is one, as at Supabase, this stays open: schedule monitoring.hold_readers(), '
        || 'which deletes what they write each minute, and give the password to Grafana alone' as remedy
      from readers, pg_proc
      where pronamespace = 'pg_catalog'::regnamespace
        and proname in (
          'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lo_truncate', 'lo_truncate64', 'lo_unlink', 'lowrite',
          'pg_logical_emit_message'
        )
        and has_function_privilege(readers.oid, pg_proc.oid, 'execute')
      group by reader
      union all
      select reader, 'run with its owner''s rights ' || pg_proc.oid::regprocedure,
        'revoke execute on it from public, and grant it to the roles that call it'
      from readers, pg_proc join schemas on schemas.oid = pronamespace
      where prosecdef and nspname <> 'observing' and prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
        and has_schema_privilege(readers.oid, pronamespace, 'usage')
        and has_function_privilege(readers.oid, pg_proc.oid, 'execute')
      union all
      select reader, 'write to ' || pg_class.oid::regclass, 'revoke all but select on it from public and from the role'
      from readers, pg_class join schemas on schemas.oid = relnamespace
      where relkind in ('r', 'p', 'v', 'm', 'f')
        and has_schema_privilege(readers.oid, relnamespace, 'usage')
        and (
          has_table_privilege(readers.oid, pg_class.oid, 'insert, update, delete, truncate, references, trigger')
          or has_any_column_privilege(readers.oid, pg_class.oid, 'insert, update, references')
        )
      union all
      select reader, 'advance ' || pg_class.oid::regclass, 'revoke all on it from public and from the role'
      from readers, pg_class join schemas on schemas.oid = relnamespace
      where relkind = 'S'
        and has_schema_privilege(readers.oid, relnamespace, 'usage')
        and has_sequence_privilege(readers.oid, pg_class.oid, 'usage, update')
      union all
      select reader, 'create in the schema ' || nspname, 'revoke create on it from public and from the role'
      from readers, schemas
      where has_schema_privilege(readers.oid, schemas.oid, 'create')
      union all
      select reader, 'make schemas or temporary tables', 'the owner of the database applies 4-readers.sql'
      from readers
      where has_database_privilege(readers.oid, current_database(), 'create, temporary')
      union all
      select reader, 'more than its grants say', 'alter role … nosuperuser nocreaterole nocreatedb noreplication nobypassrls'
      from readers
      where is_more
      union all
      select reader, 'become ' || roleid::regrole, 'revoke it from the role'
      from readers join pg_auth_members on member = readers.oid
    )
    select string_agg(format('%s may %s; remedy: %s', reader, may, remedy), E'\n' order by reader, may) from ways
  );
begin
  if still_open is not null then
    raise exception using message = still_open;
  end if;
end
$$;
