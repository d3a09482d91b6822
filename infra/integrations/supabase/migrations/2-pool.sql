-- What keeps connections of the pool from being held for nothing. The pool's own size is no setting of Postgres: it is set at
-- Supabase › Database › Settings › Connection pooling (docs/bootstrap.md).

-- A transaction that nobody goes on with keeps its connection, and its locks. A22 tells of one after a minute and pages after five; then
-- Postgres ends it. Sessions that need longer, such as a dump, set their own. New sessions only.
do $$
begin
  execute format('alter database %I set idle_in_transaction_session_timeout = %L', current_database(), '5min');
end
$$;
