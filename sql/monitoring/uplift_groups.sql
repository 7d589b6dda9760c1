-- One row per requested snapshot, model version, hundredth of its contact list by expected value, and group: customers, those who stayed, margins of all and of these.
-- Only the list of the model that was champion when the snapshot was first scored was used; that of a model trained or promoted later
-- came too late.
with first_scoring as (
  select
    r.snapshot_date,
    min(s.ended_at) as ended_at
  from requested_snapshots r
  left join stage_runs s
    on substr(s.slice, 1, 10) = cast(r.snapshot_date as string)
    and s.stage = 'score'
    and s.status = 'DONE'
  group by r.snapshot_date
),

champion_of_the_snapshot as (
  select
    s.snapshot_date,
    d.challenger as model_version
  from first_scoring s
  inner join model_decisions d
    on d.watermark <= s.snapshot_date
    and d.decided_at <= nvl(s.ended_at, d.decided_at)
  where d.outcome = 'PROMOTED'
  qualify row_number() over (
    partition by s.snapshot_date
    order by d.decided_at desc nulls last, d.decision_id desc nulls last
  ) = 1
),

listed_customers as (
  select
    p.snapshot_date,
    p.model_version,
    p.contact_group,
    p.margin_usd,
    1 - l.churned as stayed,
    ntile(100) over (
      partition by p.snapshot_date, p.model_version
      order by p.expected_value_usd desc nulls last, p.customer_id nulls last
    ) as part
  from churn_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  inner join champion_of_the_snapshot c
    on c.snapshot_date = p.snapshot_date
    and c.model_version = p.model_version
  where p.contact_group in ('contact', 'holdout')
    and l.label_state = 'FINAL'
)

select
  cast(snapshot_date as date) as snapshot_date,
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
group by snapshot_date, model_version, part, contact_group
order by snapshot_date nulls last, model_version nulls last, part nulls last, contact_group nulls last
