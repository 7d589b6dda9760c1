-- One row per customer to contact by the champion's newest predictions, the highest expected value first.
create or replace view report_contacts as
with champion_predictions as (
  select
    p.snapshot_date,
    p.customer_id,
    p.churn_probability,
    p.expected_value_usd,
    p.margin_usd,
    p.reason_1,
    p.reason_1_value,
    p.reason_2,
    p.reason_2_value,
    p.reason_3,
    p.reason_3_value,
    p.contact_group,
    max(p.snapshot_date) over (partition by p.model_version) as newest_snapshot
  from churn_predictions p
  inner join model_aliases a
    on a.model_version = p.model_version
  where a.alias = 'champion'
)

select
  snapshot_date,
  cast(row_number() over (order by expected_value_usd desc nulls last, customer_id nulls last) as bigint) as place,
  customer_id,
  churn_probability,
  expected_value_usd, -- what a contact is expected to earn
  margin_usd, -- what is kept if the customer stays
  reason_1,
  reason_1_value, -- log-odds; above 0 = towards leaving
  reason_2,
  reason_2_value,
  reason_3,
  reason_3_value
from champion_predictions
where snapshot_date = newest_snapshot
  and contact_group = 'contact'
