-- The role of whoever looks into a slow database: which statements cost, who waits, how full it is. A person applies this once in each
-- environment after 1-statements.sql, as the owner of the database, and gives the role a password that stands in no file:
--   \password driplo_observer
--
-- It is a member of nothing. pg_monitor would show what others are running with the values in it, such as somebody's e-mail address
-- (pg_stat_activity.query), every setting of the server, and would let it hold locks on tables while it scans them
-- (pg_stat_scan_tables). What it may see comes from three functions of the owner's, which leave that out. Reading what the business
-- numbers count is another role's (infra/integrations/business-metrics/migrations/1-role.sql), and neither can do the other's.

create role driplo_observer login noinherit connection limit 3;

-- Whoever looks into a slow database must not make it slower. These are defaults, which a session may take off: 4-readers.sql ends it then.
alter role driplo_observer set statement_timeout = '5s';
alter role driplo_observer set lock_timeout = '1s';
alter role driplo_observer set idle_in_transaction_session_timeout = '10s';
alter role driplo_observer set default_transaction_read_only = on;

create schema if not exists observing;

-- Statements by what they cost, with $1 in place of each value. Such as set a password are not among them: utility statements are kept as
-- they were written, so only what begins with a verb of data is shown.
create function observing.statements(at_most int default 50)
returns table (statement text, calls bigint, mean_ms double precision, total_ms double precision, rows bigint)
language sql stable security definer set search_path = '' as $$
  select left(query, 2000), calls, mean_exec_time, total_exec_time, rows
  from extensions.pg_stat_statements
  where dbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
    and query ~* '^\s*(select|insert|update|delete|merge|with)\M'
  order by total_exec_time desc
  limit least(at_most, 500)
$$;

-- Who is connected, what it waits for and since when; never what it runs.
create function observing.sessions()
returns table (pid int, role text, application text, state text, waits_for text, in_transaction_for interval, blocked_by int[])
language sql stable security definer set search_path = '' as $$
  select pid, usename::text, application_name, state, nullif(concat_ws(': ', wait_event_type, wait_event), ''),
    now() - xact_start, pg_catalog.pg_blocking_pids(pid)
  from pg_catalog.pg_stat_activity
  where state is not null
$$;

-- How many connections there are, and may be.
create function observing.connections()
returns table (in_use bigint, at_most int)
language sql stable security definer set search_path = '' as $$
  select count(*), pg_catalog.current_setting('max_connections')::int
  from pg_catalog.pg_stat_activity
  where backend_type = 'client backend'
$$;

-- Every function is everybody's until it is taken from them.
revoke execute on all functions in schema observing from public;
grant usage on schema observing to driplo_observer;
grant execute on all functions in schema observing to driplo_observer;
