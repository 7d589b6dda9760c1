-- One row per customer among the first :most of the contact list by the champion's newest predictions.
with newest_scored as (
  select
    p.model_version,
    max(p.snapshot_date) as snapshot_date
  from churn_predictions p
  inner join model_aliases a
    on a.model_version = p.model_version
  where a.alias = 'champion'
  group by p.model_version
)

select
  c.snapshot_date,
  c.place,
  c.customer_id,
  c.churn_probability,
  c.expected_value_usd,
  c.margin_usd,
  c.reason_1,
  c.reason_1_value,
  c.reason_2,
  c.reason_2_value,
  c.reason_3,
  c.reason_3_value,
  c.history_days,
  c.purchases,
  c.short_history
from contact_list c
inner join newest_scored n
  on n.snapshot_date = c.snapshot_date
  and n.model_version = c.model_version
where c.place <= :most
order by c.place nulls last
