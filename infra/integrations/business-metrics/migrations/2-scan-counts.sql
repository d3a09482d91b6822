-- How often each table was scanned, noted by the hour, so that a share of scans can be of a day and not of all time. A person
-- applies it once in each environment, after 1-role.sql, and then has pg_cron call it:
--   select cron.schedule('driplo-note-table-scans', '5 * * * *', 'select monitoring.note_table_scans()');

create schema if not exists monitoring;

create table monitoring.table_scans (
  taken_at timestamptz not null,
  relid oid not null,
  idx_scan bigint not null,
  seq_scan bigint not null,
  primary key (taken_at, relid)
);

create function monitoring.note_table_scans() returns void language sql as $$
  insert into monitoring.table_scans
  select now(), relid, coalesce(idx_scan, 0), seq_scan from pg_stat_user_tables;
  delete from monitoring.table_scans where taken_at < now() - interval '192 hours';
$$;
revoke execute on function monitoring.note_table_scans() from public;

grant usage on schema monitoring to driplo_monitoring;
grant select on monitoring.table_scans to driplo_monitoring;
