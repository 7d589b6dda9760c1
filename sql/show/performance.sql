-- One row per snapshot and model version, of the newest :up_to snapshots.
with estimated as (
  select
    snapshot_date,
    model_version,
    max(case when metric = 'auc' then value end) as auc,
    max(case when metric = 'auc' then low end) as auc_low,
    max(case when metric = 'auc' then high end) as auc_high,
    max(case when metric = 'brier' then value end) as brier,
    max(case when metric = 'brier' then low end) as brier_low,
    max(case when metric = 'brier' then high end) as brier_high,
    max(status) as status,
    max(reason) as reason,
    max(answers_of) as answers_of
  from performance_estimates
  group by snapshot_date, model_version
),

newest_looks as (
  select
    snapshot_date,
    model_version,
    days,
    auc,
    low,
    high,
    recency_auc,
    earlier_auc,
    verdict
  from interim_performance
  qualify row_number() over (partition by snapshot_date order by days desc nulls last) = 1
)

select
  cast(p.snapshot_date as date) as snapshot_date,
  cast(p.model_version as string) as model_version,
  cast(p.label_state as string) as label_state,
  cast(p.matures_on as date) as matures_on,
  cast(p.customers as bigint) as customers,
  cast(p.churned as bigint) as churned,
  cast(iff(p.status = 'OK', cast(p.churned as double) / nullif(p.customers, 0), null) as double) as churn_rate,
  cast(p.status as string) as status,
  cast(iff(p.status = 'OK', p.label_state, coalesce(p.status, p.label_state)) as string) as evidence,
  cast(p.auc as double) as auc,
  cast(p.auc_low as double) as auc_low,
  cast(p.auc_high as double) as auc_high,
  cast(p.recency_auc as double) as recency_auc,
  cast(p.f1 as double) as f1,
  cast(p.recency_f1 as double) as recency_f1,
  cast(p.constant_f1 as double) as constant_f1,
  cast(p.brier as double) as brier,
  cast(p.constant_brier as double) as constant_brier,
  cast(e.auc as double) as estimated_auc,
  cast(e.auc_low as double) as estimated_auc_low,
  cast(e.auc_high as double) as estimated_auc_high,
  cast(e.brier as double) as estimated_brier,
  cast(e.brier_low as double) as estimated_brier_low,
  cast(e.brier_high as double) as estimated_brier_high,
  cast(e.status as string) as estimate_status,
  cast(e.reason as string) as estimate_reason,
  cast(e.answers_of as date) as estimate_answers_of,
  cast(i.days as bigint) as interim_days,
  cast(i.auc as double) as interim_auc,
  cast(i.low as double) as interim_auc_low,
  cast(i.high as double) as interim_auc_high,
  cast(i.recency_auc as double) as interim_recency_auc,
  cast(i.earlier_auc as double) as interim_earlier_auc,
  cast(i.verdict as string) as interim_verdict,
  cast(case
    when e.status = 'OK' and p.auc is null then 'estimate: if customers still answer as on ' || cast(e.answers_of as string)
    when e.status <> 'OK' then 'estimate ' || e.status || ': ' || e.reason
  end as string) as estimate_note,
  dense_rank() over (order by p.snapshot_date desc nulls last) as newest_first
from performance_by_snapshot p
left join estimated e
  on e.snapshot_date = p.snapshot_date
  and e.model_version = p.model_version
left join newest_looks i
  on i.snapshot_date = p.snapshot_date
  and i.model_version = p.model_version
qualify newest_first <= :up_to
order by p.snapshot_date nulls first, p.model_version nulls first
