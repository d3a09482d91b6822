-- What the boards' questions read besides infra/integrations/business-metrics/schema.sql, of which this is a continuation: columns
-- and tables of the shop's own application, and an index for each question. The application owns and migrates them.

alter table products
  add column category text not null default 'other',
  add column description text not null default '',
  add column images integer not null default 0,
  -- Euro cents.
  add column price_cents bigint not null default 0;

alter table orders add column product_id uuid;
-- Retention, lifetime value and who came back look a buyer's orders up, and read nothing but this.
create index on orders (buyer_id, paid_at) include (total_cents);

-- Stripe's word for it: card, bancontact, paypal (https://docs.stripe.com/api/payment_methods/object#payment_method_object-type).
alter table payments add column method text not null default 'card';
create index on payments (checkout_id);

-- Which variant of an experiment a session was shown, once for each: `exposed()` of instrumentation/browser sends it, a route of the shop
-- writes it, with `on conflict do nothing`.
create table experiment_exposures (
  experiment text not null,
  -- `a` is what was there before.
  variant text not null,
  session_id uuid not null,
  created_at timestamptz not null default now(),
  primary key (experiment, session_id)
);
create index on experiment_exposures (created_at);
create index on checkouts (session_id);

-- How content a buyer is with an order, 1 to 5 (CSAT): `rated()` of instrumentation/browser sends it, a route of the shop writes it.
create table ratings (
  id uuid primary key,
  order_id uuid not null,
  score smallint not null check (score between 1 and 5),
  comment text,
  created_at timestamptz not null default now()
);
create index on ratings (created_at);

-- Whether somebody would recommend the shop, 0 to 10 (NPS): `recommended()` sends it likewise.
create table recommendations (
  id uuid primary key,
  score smallint not null check (score between 0 and 10),
  created_at timestamptz not null default now()
);
create index on recommendations (created_at);

-- What is counted of the help desk's tickets, and nothing of what is in them: `npm run import -- tickets` writes it from an export, and
-- `ticketOf()` of instrumentation/server from a webhook.
create table support_tickets (
  -- The help desk's own.
  id text primary key,
  topic text not null,
  created_at timestamptz not null,
  -- Null while it is open.
  closed_at timestamptz,
  -- What arrives late does not undo what is newer.
  updated_at timestamptz not null
);
create index on support_tickets (created_at);
create index on support_tickets (closed_at);

-- What rivals ask, with who says so and of which day: `npm run import -- prices` writes it from a CSV.
create table rival_prices (
  rival text not null,
  -- One of products.category.
  category text not null,
  listing text not null,
  -- Euro cents.
  price_cents bigint not null check (price_cents > 0),
  source text not null,
  observed_on date not null,
  primary key (source, rival, listing, observed_on)
);
create index on rival_prices (observed_on);

-- A run of the shop's CI on its main branch. The action .github/actions/code-quality writes this and the next.
create table ci_runs (
  id text primary key,
  commit_id text not null,
  -- Null: the run had no such report.
  coverage_percent numeric,
  tests_failed integer,
  lint_failures integer,
  finished_at timestamptz not null default now()
);
create index on ci_runs (finished_at);

create table deployments (
  id text primary key,
  commit_id text not null,
  committed_at timestamptz not null,
  deployed_at timestamptz not null default now(),
  succeeded boolean not null,
  -- A rollback or a hotfix: what was deployed before it failed its users.
  repairs boolean not null
);
create index on deployments (deployed_at);

alter table experiment_exposures enable row level security;
alter table ratings enable row level security;
alter table recommendations enable row level security;
alter table support_tickets enable row level security;
alter table rival_prices enable row level security;
alter table ci_runs enable row level security;
alter table deployments enable row level security;
