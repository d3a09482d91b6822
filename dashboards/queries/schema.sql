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

-- Which variant of an experiment a session was shown, once for each.
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

-- What a buyer says of an order, 1 to 5.
create table ratings (
  id uuid primary key,
  order_id uuid not null,
  score smallint not null check (score between 1 and 5),
  comment text,
  created_at timestamptz not null default now()
);
create index on ratings (created_at);

create table support_tickets (
  id uuid primary key,
  author_id uuid not null,
  topic text not null,
  body text not null,
  created_at timestamptz not null default now(),
  -- Null while it is open.
  closed_at timestamptz
);
create index on support_tickets (created_at);
create index on support_tickets (closed_at);

alter table experiment_exposures enable row level security;
alter table ratings enable row level security;
alter table support_tickets enable row level security;
