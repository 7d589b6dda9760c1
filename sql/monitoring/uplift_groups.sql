-- One row per model version, hundredth of its contact list by expected value, and group: customers, those who stayed, margins of all and of these.
-- Only the list of the model that was champion when the snapshot was first scored was used; that of a model trained or promoted later
-- came too late.
with first_scoring as (
  select min(ended_at) as ended_at
  from stage_runs
  where stage = 'score'
    and status = 'DONE'
    and substr(slice, 1, 10) = cast(:snapshot_date as string)
),

champion_of_the_snapshot as (
  select d.challenger as model_version
  from model_decisions d
  cross join first_scoring s
  where d.outcome = 'PROMOTED'
    and d.watermark <= :snapshot_date
    and d.decided_at <= nvl(s.ended_at, d.decided_at)
  qualify row_number() over (order by d.decided_at desc nulls last, d.decision_id desc nulls last) = 1
),

listed_customers as (
  select
    p.model_version,
    p.contact_group,
    p.margin_usd,
    1 - l.churned as stayed,
    ntile(100) over (
      partition by p.model_version
      order by p.expected_value_usd desc nulls last, p.customer_id nulls last
    ) as part
  from churn_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join champion_of_the_snapshot c
    on c.model_version = p.model_version
  where p.snapshot_date = :snapshot_date
    and p.contact_group in ('contact', 'holdout')
    and l.label_state = 'FINAL'
)

select
  cast(model_version as string) as model_version,
  cast(part as bigint) as part,
  cast(contact_group as string) as contact_group,
  cast(count(*) as bigint) as customers,
  cast(sum(stayed) as bigint) as stayed,
  cast(sum(cast(margin_usd as decimal(38,12))) as double) as margin_usd,
  cast(sum(cast(power(margin_usd, 2) as decimal(38,12))) as double) as margin_squares,
  cast(sum(cast(stayed * margin_usd as decimal(38,12))) as double) as kept_margin_usd,
  cast(sum(cast(stayed * power(margin_usd, 2) as decimal(38,12))) as double) as kept_margin_squares
from listed_customers
group by model_version, part, contact_group
order by model_version nulls last, part nulls last, contact_group nulls last
