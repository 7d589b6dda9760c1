-- One row per requested snapshot and customer with a purchase before it; no sale on or after the end of the churn window counts, and no return.
with snapshots as (
  select
    snapshot_date,
    cast(dateadd('day', :churn_window_days, snapshot_date) as date) as window_end,
    cast(dateadd('day', :churn_window_days + :grace_days, snapshot_date) as date) as matures_on
  from requested_snapshots
  where run_id = :run_id
),

snapshots_with_a_hole as (
  select distinct d.snapshot_date
  from snapshots d
  inner join data_faults h
    on h.first_day < d.window_end
    and h.last_day >= d.snapshot_date
  where h.kind in ('SILENT_DAYS', 'VANISHED_LEVEL')
),

purchases_around_snapshot as (
  select
    d.snapshot_date,
    d.matures_on,
    s.customer_id,
    min(s.transaction_date) as first_purchase_date,
    min(iff(s.transaction_date >= d.snapshot_date, s.transaction_date, null)) as next_purchase_date
  from snapshots d
  inner join sales s
    on s.transaction_date < d.window_end
    and not nvl(s.is_return, false)
  group by d.snapshot_date, d.matures_on, s.customer_id
),

population as (
  select
    p.snapshot_date,
    p.matures_on,
    p.customer_id,
    p.next_purchase_date,
    case
      when p.matures_on > :watermark then 'PENDING'
      when h.snapshot_date is not null then 'NO_EVIDENCE'
      else 'FINAL'
    end as label_state
  from purchases_around_snapshot p
  left join snapshots_with_a_hole h
    on h.snapshot_date = p.snapshot_date
  where p.first_purchase_date < p.snapshot_date
)

select
  cast(snapshot_date as date) as snapshot_date,
  cast(customer_id as string) as customer_id,
  cast(
    case
      when label_state <> 'FINAL' then null
      when next_purchase_date is null then 1
      else 0
    end as bigint
  ) as churned,
  cast(label_state as string) as label_state,
  cast(matures_on as date) as matures_on,
  cast(iff(label_state = 'FINAL', next_purchase_date, null) as date) as next_purchase_date
from population
