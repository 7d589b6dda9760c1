-- One row per customer among the first :most of the contact list.
select
  snapshot_date,
  place,
  customer_id,
  churn_probability,
  expected_value_usd,
  margin_usd,
  reason_1,
  reason_1_value,
  reason_2,
  reason_2_value,
  reason_3,
  reason_3_value
from report_contacts
where place <= :most
order by place nulls last
