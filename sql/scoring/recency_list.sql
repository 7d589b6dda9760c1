-- One row per customer worth a contact by the recency rule, the highest expected value first: places above :after up to :up_to, at most :most_contacts.
-- The probability is the share that churned at :reference_date in the same tenth of the days since the last purchase; equal days share a tenth.
with answered_days as (
  select
    f.days_since_last_purchase as silent_days,
    cast(count(*) as double) as customers,
    cast(sum(l.churned) as double) as churned
  from customer_features f
  inner join customer_labels l
    on l.snapshot_date = f.snapshot_date
    and l.customer_id = f.customer_id
  where f.snapshot_date = :reference_date
    and l.label_state = 'FINAL'
  group by f.days_since_last_purchase
),

placed_days as (
  select
    silent_days,
    customers,
    churned,
    sum(customers) over (order by silent_days nulls last) - customers as customers_before,
    sum(customers) over () as all_customers
  from answered_days
),

tenths as (
  select
    floor(10 * customers_before / all_customers) as tenth,
    min(silent_days) as first_day,
    sum(churned) / sum(customers) as churn_rate
  from placed_days
  group by floor(10 * customers_before / all_customers)
),

rates as (
  select
    churn_rate,
    iff(row_number() over (order by tenth nulls last) = 1, 0, first_day) as from_day,
    lead(first_day) over (order by tenth nulls last) as before_day
  from tenths
),

priced_customers as (
  select
    f.customer_id,
    f.days_since_last_purchase as silent_days,
    r.churn_rate,
    m.margin_usd,
    p.history_days,
    p.purchases,
    p.short_history,
    r.churn_rate * :save_rate * m.margin_usd - :contact_cost as expected_value_usd
  from customer_features f
  inner join rates r
    on f.days_since_last_purchase >= r.from_day
    and (f.days_since_last_purchase < r.before_day or r.before_day is null)
  inner join customer_margins m
    on m.snapshot_date = f.snapshot_date
    and m.customer_id = f.customer_id
  left join churn_predictions p
    on p.snapshot_date = f.snapshot_date
    and p.customer_id = f.customer_id
    and p.model_version = :model_version
  where f.snapshot_date = :snapshot_date
),

listed_customers as (
  select
    customer_id,
    silent_days,
    churn_rate,
    margin_usd,
    history_days,
    purchases,
    short_history,
    expected_value_usd,
    row_number() over (
      order by expected_value_usd desc nulls last, silent_days desc nulls last, customer_id nulls last
    ) as place
  from priced_customers
  where expected_value_usd > 0
)

select
  cast(place as bigint) as place,
  cast(customer_id as string) as customer_id,
  cast(churn_rate as double) as churn_probability,
  cast(expected_value_usd as double) as expected_value_usd,
  cast(margin_usd as double) as margin_usd,
  cast(silent_days as bigint) as silent_days,
  cast(history_days as bigint) as history_days,
  cast(purchases as bigint) as purchases,
  cast(short_history as bigint) as short_history
from listed_customers
where place > :after
  and place <= :up_to
  and place <= :most_contacts
order by place nulls last
