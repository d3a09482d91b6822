-- How often each statement ran and how long all its runs took, noted by the hour: pg_stat_statements counts from its last reset, and a
-- mean of months hides what is slow today. A person applies it once in each environment, after 1-role.sql, 2-scan-counts.sql and
-- supabase/migrations/1-statements.sql, and then has pg_cron call it:
--   select cron.schedule('driplo-note-statements', '10 * * * *', 'select monitoring.note_statements()');
-- Values are $1 in it; utility statements, which are kept as they were written and may set a password, are not noted.

create table monitoring.statement_counts (
  taken_at timestamptz not null,
  queryid bigint not null,
  statement text not null,
  calls bigint not null,
  total_ms double precision not null,
  primary key (taken_at, queryid)
);

-- The dearest and the slowest of them. It is checked when it runs: the extension may come later.
create function monitoring.note_statements() returns void language plpgsql set search_path = '' as $$
begin
  insert into monitoring.statement_counts
  select pg_catalog.now(), queryid, statement, calls, total_ms
  from (
    select queryid, pg_catalog.min(pg_catalog.left(query, 500)) as statement, pg_catalog.sum(calls) as calls,
      pg_catalog.sum(total_exec_time) as total_ms,
      pg_catalog.rank() over (order by pg_catalog.sum(total_exec_time) desc) as dearest,
      pg_catalog.rank() over (order by pg_catalog.sum(total_exec_time) / pg_catalog.sum(calls) desc) as slowest
    from extensions.pg_stat_statements
    where dbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
      and query ~* '^\s*(select|insert|update|delete|merge|with)\M' and calls > 0
    group by queryid
  ) as counted
  where queryid is not null and (dearest <= 200 or slowest <= 200);
  delete from monitoring.statement_counts where taken_at < pg_catalog.now() - interval '192 hours';
end
$$;
revoke execute on function monitoring.note_statements() from public;

grant select on monitoring.statement_counts to driplo_monitoring;
