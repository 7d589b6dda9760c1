-- One row per churn probability, cut to 4 digits, that landed for customers who were left out of the fit and whom a contact can
-- pay for, on the snapshots before the held-out one, or with :split_held_out 1 on that one: how many, how many churned, the margin
-- of those. A margin that times the save rate does not exceed the cost cannot pay.
with left_out_rows as (
  select
    floor(p.churn_probability * 10000) / 10000 as churn_probability,
    p.churned,
    m.margin_usd
  from landing_predictions p
  inner join customer_margins m
    on m.snapshot_date = p.snapshot_date
    and m.customer_id = p.customer_id
  where p.scorer = :scorer
    and iff(p.snapshot_date = :held_out, 1, 0) = :split_held_out
    and p.left_out
)

select
  cast(churn_probability as double) as churn_probability,
  cast(count(*) as bigint) as customers,
  cast(sum(churned) as bigint) as churned,
  cast(sum(cast(churned * margin_usd as decimal(38,12))) as double) as churned_margin_usd,
  cast(sum(cast(churned * power(margin_usd, 2) as decimal(38,12))) as double) as churned_margin_squares
from left_out_rows
where margin_usd * :save_rate > :contact_cost
group by churn_probability
order by churn_probability nulls last
