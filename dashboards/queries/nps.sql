-- NPS: share of 9 and 10 less the share of 0 to 6, by week in Paris, with its 95 % interval; null in a week without answers, and no
-- interval below 30 of them. Variance of an answer that is 1, 0 or -1: promoters + detractors - nps^2.
-- https://www.netpromotersystem.com/about/measuring-your-net-promoter-score/
-- Reads: recommendations.
with weeks as (
  select generate_series(
    date_trunc('week', $__timeFrom()::timestamptz at time zone 'Europe/Paris'),
    date_trunc('week', $__timeTo()::timestamptz at time zone 'Europe/Paris'), interval '7 days') as week
), counted as (
  select date_trunc('week', created_at at time zone 'Europe/Paris') as week, count(*)::float8 as answers,
    avg(case when score >= 9 then 1.0 when score <= 6 then -1.0 else 0.0 end)::float8 as nps,
    avg(case when score between 7 and 8 then 0.0 else 1.0 end)::float8 as outspoken
  from recommendations
  where created_at >= (select min(week) at time zone 'Europe/Paris' from weeks) and created_at <= $__timeTo()::timestamptz
  group by 1
), known as (
  select *, case when answers >= 30 then 1.96 * sqrt(greatest(0, outspoken - nps ^ 2) / answers) end as margin from counted
)
select weeks.week at time zone 'Europe/Paris' as time, round((100 * nps)::numeric, 1) as nps,
  round((100 * (nps - margin))::numeric, 1) as "at least", round((100 * (nps + margin))::numeric, 1) as "at most"
from weeks left join known using (week)
order by weeks.week
