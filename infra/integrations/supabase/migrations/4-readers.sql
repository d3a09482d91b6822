-- Takes from the two roles that read, driplo_monitoring and driplo_observer, what Postgres lets every role write: large objects, which
-- before Postgres 16 a read-only transaction does not stop (https://www.postgresql.org/docs/16/lo-interfaces.html), messages in the
-- write-ahead log, and temporary tables. A person applies this in each environment after both roles' migrations, as the owner of the
-- database, and again after a change of the roles; then 5-check-readers.sql, which fails while something is open.
--
-- What everybody (PUBLIC) may do cannot be taken from one role alone: it is taken from everybody, and given to every other role that there
-- is. A role made later is granted it by name. Functions of Postgres's own only a superuser can take, and Supabase gives nobody that right
-- (https://supabase.com/docs/guides/database/postgres/roles-superuser): there they stay, and 5-check-readers.sql says so.

do $$
declare
  readers constant name[] := array['driplo_monitoring', 'driplo_observer'];
  others constant text := (
    select string_agg(quote_ident(rolname), ', ')
    from pg_roles
    where rolname <> all (readers) and rolname !~ '^pg_' and not rolsuper
  );
  writes regprocedure;
begin
  for writes in
    select oid from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace
      and proname in (
        'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lo_truncate', 'lo_truncate64', 'lo_unlink', 'lowrite',
        'pg_logical_emit_message'
      )
      and has_function_privilege('public', oid, 'execute')
      and pg_has_role(proowner, 'usage')
  loop
    execute format('revoke execute on function %s from public', writes);
    if others is not null then
      execute format('grant execute on function %s to %s', writes, others);
    end if;
  end loop;
  if has_database_privilege('public', current_database(), 'temporary') then
    execute format('revoke temporary on database %I from public', current_database());
    if others is not null then
      execute format('grant temporary on database %I to %s', current_database(), others);
    end if;
  end if;
end
$$;

-- What no right can hold: every role may set its own statement_timeout, lock_timeout and read-only default, whatever its own settings are
-- (https://www.postgresql.org/docs/15/ddl-priv.html: SET is "meaningless except for parameters that would normally require superuser
-- privilege"), and with them sort to disk and keep a lock for as long as it likes. So a job looks each minute: it ends sessions whose
-- transaction is older than any that keeps to its settings, and deletes large objects where they cannot be refused. Have pg_cron call it:
--   select cron.schedule('driplo-hold-readers', '* * * * *', 'select monitoring.hold_readers()');

create schema if not exists monitoring;

create or replace function monitoring.hold_readers(longer_than interval default '30 seconds') returns void language plpgsql set search_path = pg_catalog as $$
declare
  readers constant name[] := array['driplo_monitoring', 'driplo_observer'];
begin
  perform pg_terminate_backend(pid)
  from pg_stat_activity
  where usename = any (readers) and clock_timestamp() - xact_start > longer_than;
  perform lo_unlink(pg_largeobject_metadata.oid)
  from pg_largeobject_metadata
  join pg_roles on pg_roles.oid = lomowner
  where rolname = any (readers);
end
$$;
revoke execute on function monitoring.hold_readers(interval) from public;

-- Who is no superuser ends the sessions and deletes the objects of a role that it is a member of.
do $$
declare
  reader name;
begin
  for reader in
    select rolname from pg_roles
    where rolname in ('driplo_monitoring', 'driplo_observer') and not pg_has_role(oid, 'usage')
  loop
    execute format('grant %I to current_user', reader);
  end loop;
end
$$;
