-- One row per customer on the newest contact list, of the :up_to with the highest expected value.
with newest_list as (
  select max(snapshot_date) as snapshot_date
  from contact_list
)

select
  cast(c.snapshot_date as date) as snapshot_date,
  cast(c.model_version as string) as model_version,
  cast(c.place as bigint) as place,
  cast(c.customer_id as string) as customer_id,
  cast(c.churn_probability as double) as churn_probability,
  cast(c.expected_value_usd as double) as expected_value_usd,
  cast(c.margin_usd as double) as margin_usd,
  cast(c.reason_1 as string) as reason_1,
  cast(c.reason_2 as string) as reason_2,
  cast(c.reason_3 as string) as reason_3,
  cast(c.history_days as bigint) as history_days,
  cast(c.purchases as bigint) as purchases,
  cast(c.short_history as bigint) as short_history,
  cast(iff(c.short_history = 1, 'little is known: ' || cast(c.history_days as string) || ' days, ' || cast(c.purchases as string) || ' purchases', null) as string) as history_note,
  row_number() over (
    order by c.expected_value_usd desc nulls last, c.model_version nulls last, c.customer_id nulls last
  ) as newest_first
from contact_list c
inner join newest_list n
  on n.snapshot_date = c.snapshot_date
qualify newest_first <= :up_to
order by newest_first nulls last
