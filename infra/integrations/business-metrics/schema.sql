-- What the business numbers count on: tables of the shop's own application, the columns that are read, and an index for each
-- question. The application owns and migrates them; more columns may stand beside these. The tests run on exactly this.
-- Times are timestamptz. Row-level security is on everywhere, as Supabase asks for: a role without a policy reads nothing, in
-- silence (migrations/1-role.sql).

create table profiles (
  id uuid primary key,
  email text not null,
  full_name text,
  created_at timestamptz not null default now()
);
create index on profiles (created_at);

create table products (
  id uuid primary key,
  seller_id uuid not null,
  title text not null,
  created_at timestamptz not null default now()
);
create index on products (created_at);

-- One row for each search that was answered. Keep at least nine weeks of this and of the next three: less is no usual.
create table search_events (
  id bigint generated always as identity primary key,
  session_id uuid not null,
  query text not null,
  results_count integer not null,
  created_at timestamptz not null default now()
);
create index on search_events (created_at);

create table product_views (
  id bigint generated always as identity primary key,
  session_id uuid not null,
  product_id uuid not null,
  created_at timestamptz not null default now()
);
create index on product_views (created_at);

-- A buyer's first message to a seller about a listing.
create table conversations (
  id uuid primary key,
  session_id uuid not null,
  buyer_id uuid not null,
  product_id uuid not null,
  first_message text not null,
  created_at timestamptz not null default now()
);
create index on conversations (created_at);

-- Written by our server when a buyer starts to pay, before Stripe is asked anything.
create table checkouts (
  id uuid primary key,
  session_id uuid not null,
  buyer_id uuid not null,
  created_at timestamptz not null default now()
);
create index on checkouts (created_at);

create table orders (
  id uuid primary key,
  checkout_id uuid not null unique,
  buyer_id uuid not null,
  shipping_address text not null,
  -- Euro cents.
  total_cents bigint not null,
  -- Null until it is paid.
  paid_at timestamptz,
  created_at timestamptz not null default now()
);
create index on orders (paid_at);

create table payments (
  id uuid primary key,
  checkout_id uuid not null,
  stripe_payment_intent text not null unique,
  -- Null until it has succeeded, by Stripe's word.
  succeeded_at timestamptz,
  created_at timestamptz not null default now()
);
create index on payments (succeeded_at);

-- Stripe's payouts, the platform's own and the sellers', as its events left them. Status: pending, in_transit, paid, failed or
-- canceled (https://docs.stripe.com/api/payouts/object).
create table payouts (
  id text primary key,
  -- The connected account; null for the platform's own.
  account text,
  status text not null,
  arrival_at timestamptz not null
);
create index on payouts (arrival_at) where status in ('pending', 'in_transit');

-- Every event that the webhook endpoint took in, kept for at least 90 days. Stripe sends an event more than once: its id is the key.
create table stripe_events (
  id text primary key,
  type text not null,
  -- `data.object.id`: of charge.succeeded the charge's, of charge.dispute.created the dispute's.
  object_id text not null,
  account text,
  data jsonb not null,
  created_at timestamptz not null
);
create index on stripe_events (type, created_at);

alter table profiles enable row level security;
alter table products enable row level security;
alter table search_events enable row level security;
alter table product_views enable row level security;
alter table conversations enable row level security;
alter table checkouts enable row level security;
alter table orders enable row level security;
alter table payments enable row level security;
alter table payouts enable row level security;
alter table stripe_events enable row level security;
