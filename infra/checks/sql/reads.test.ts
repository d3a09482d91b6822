import { readsOf } from "./reads";
import { readShop } from "./shop";

const tables = new Map([
  ["orders", new Set(["id", "buyer_id", "paid_at", "total_cents", "type"])],
  ["buyers", new Set(["id", "name", "created_at"])],
  ["monitoring.scans", new Set(["relid", "taken_at"])],
]);

const reads = (sql: string) => {
  const { tables: read, columns, unknown } = readsOf(sql, tables);
  return [read.toSorted(), columns.toSorted(), unknown.toSorted()];
};

describe("readsOf", () => {
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["select paid_at from orders", ["orders"], ["orders.paid_at"]],
    ['select "paid_at" from public.orders', ["orders"], ["orders.paid_at"]],
    ["select o.paid_at from orders o", ["orders"], ["orders.paid_at"]],
    ["select count(*) from orders as o where o.type = 'a'", ["orders"], ["orders.type"]],
    ["select * from orders", ["orders"], ["orders.*"]],
    ["select o.*, 2 * b.id from orders o join buyers b on true", ["buyers", "orders"], ["buyers.id", "orders.*"]],
    [
      "select taken_at from monitoring.scans where scans.relid > 1",
      ["monitoring.scans"],
      ["monitoring.scans.relid", "monitoring.scans.taken_at"],
    ],
    [
      "select name from orders, buyers where buyer_id = buyers.id",
      ["buyers", "orders"],
      ["buyers.id", "buyers.name", "orders.buyer_id"],
    ],
    [
      "select paid_at from orders union all select created_at from buyers",
      ["buyers", "orders"],
      ["buyers.created_at", "orders.paid_at"],
    ],
    [
      "with paid as (select buyer_id from orders), n as materialized (select type from orders) select name from buyers join paid on buyer_id = id, n",
      ["buyers", "orders"],
      ["buyers.id", "buyers.name", "orders.buyer_id", "orders.type"],
    ],
    ["select sum(cents) from (select total_cents as cents from orders) as part", ["orders"], ["orders.total_cents"]],
    [
      "select (select max(paid_at) from orders where buyer_id = buyers.id) from buyers",
      ["buyers", "orders"],
      ["buyers.id", "orders.buyer_id", "orders.paid_at"],
    ],
    [
      "select extract(epoch from paid_at), cast(total_cents as double precision), paid_at::date at time zone 'UTC' from orders where type is distinct from null",
      ["orders"],
      ["orders.paid_at", "orders.total_cents", "orders.type"],
    ],
    ["select n from generate_series(1, 3) as n", [], []],
    [
      "select day from generate_series(1, 3) as days (day) join orders on total_cents = day",
      ["orders"],
      ["orders.total_cents"],
    ],
    ["select anything, t.else_ from pg_stat_user_tables as t", ["pg_stat_user_tables"], []],
    ["select 1 -- from buyers\n/* from buyers */ from orders where type = 'from buyers'", ["orders"], ["orders.type"]],
  ])("%s", (sql, read, columns) => {
    expect(reads(sql)).toEqual([read, columns, []]);
  });

  it.each<readonly [string, readonly string[]]>([
    ["select paid from orders", ["paid"]],
    ["select o.paid from orders o", ["o.paid"]],
    ["select orders.paid_at from orders o", ["orders.paid_at"]],
    ["select name from orders", ["name"]],
    ["select buyers.name from orders", ["buyers.name"]],
    ["with paid as (select buyer_id from orders) select name from paid", ["name"]],
    ["select 1 from orders where exists (select from buyers where buyers.id = buyer)", ["buyer"]],
  ])("does not know what %s means", (sql, unknown) => {
    expect(readsOf(sql, tables).unknown).toEqual(unknown);
  });
});

describe("readShop", () => {
  const shop = readShop(
    [
      `create table if not exists a (id int primary key, b text not null default 'x, y', check (id > 0), unique (id, b));
       alter table a add column c int, add d text; create table m.t (x int);
       alter table a enable row level security; alter table only m.t enable row level security;
       create function f() returns void language sql as $$ create table no (x int); $$;
       grant select (id, b) on a to reader; grant select on table m.t, a2 to reader, others;
       grant insert, select (c) on a to reader; grant select (d) on a to writer; grant usage on schema m to reader;
       create policy p on a for select to reader using (true); create policy q on m.t to reader using (true);
       create policy w on a2 for insert to reader with check (true);`,
    ],
    "reader",
  );

  it("knows tables and columns", () => {
    expect(shop.tables).toEqual(
      new Map([
        ["a", new Set(["id", "b", "c", "d"])],
        ["m.t", new Set(["x"])],
      ]),
    );
  });

  it("knows what a role may read, and which rows", () => {
    expect(shop.granted).toEqual(
      new Map([
        ["a", new Set(["id", "b", "c"])],
        ["m.t", new Set(["*"])],
        ["a2", new Set(["*"])],
      ]),
    );
    expect([...shop.secured]).toEqual(["a", "m.t"]);
    expect([...shop.shown]).toEqual(["a", "m.t"]);
  });
});
