-- One row per snapshot and model version that scored it or was evaluated on it: the main metrics of all customers side by side.
create or replace view performance_by_snapshot as
with evaluated as (
  select
    snapshot_date,
    model_version,
    max(row_count) as customers,
    max(positives) as churned,
    max(case when metric = 'auc' then status end) as status,
    max(case when metric = 'auc' then value end) as auc,
    max(case when metric = 'auc' then low end) as auc_low,
    max(case when metric = 'auc' then high end) as auc_high,
    max(case when metric = 'auc' then recency_value end) as recency_auc,
    max(case when metric = 'f1' then value end) as f1,
    max(case when metric = 'f1' then recency_value end) as recency_f1,
    max(case when metric = 'f1' then constant_value end) as constant_f1,
    max(case when metric = 'brier' then value end) as brier,
    max(case when metric = 'brier' then constant_value end) as constant_brier,
    max(computed_at) as computed_at
  from model_performance
  where segment = 'all'
  group by snapshot_date, model_version
),

scored as (
  select snapshot_date, model_version, count(*) as customers
  from churn_predictions
  group by snapshot_date, model_version
),

labelled as (
  select snapshot_date, min(label_state) as label_state, min(matures_on) as matures_on
  from customer_labels
  group by snapshot_date
),

scored_or_evaluated as (
  select
    coalesce(e.snapshot_date, s.snapshot_date) as snapshot_date,
    coalesce(e.model_version, s.model_version) as model_version,
    coalesce(s.customers, e.customers) as customers,
    e.churned,
    e.status,
    e.auc,
    e.auc_low,
    e.auc_high,
    e.recency_auc,
    e.f1,
    e.recency_f1,
    e.constant_f1,
    e.brier,
    e.constant_brier,
    e.computed_at
  from evaluated e
  full outer join scored s
    on s.snapshot_date = e.snapshot_date and s.model_version = e.model_version
)

select
  p.snapshot_date, -- of the predictions
  p.model_version, -- that scored; none where nothing was predicted
  l.label_state, -- PENDING, FINAL, NO_EVIDENCE; null before the snapshot is labelled
  l.matures_on, -- day on which its labels are final
  p.customers, -- scored
  p.churned, -- of them; null before the evaluation
  p.status, -- of the evaluation: OK, NO_DATA, ONE_CLASS, TOO_FEW, INVALID_SCORE, UNDEFINED; null before it
  p.auc, -- of the model; null unless the status is OK
  p.auc_low, -- lower bound of its 95 % interval
  p.auc_high, -- upper bound of its 95 % interval
  p.recency_auc, -- of the recency rule on the same customers
  p.f1, -- of the model at its threshold
  p.recency_f1, -- of the recency rule
  p.constant_f1, -- of the best constant answer
  p.brier, -- of the model's probabilities; smaller is better
  p.constant_brier, -- of the base rate
  p.computed_at -- time of the evaluation, UTC
from scored_or_evaluated p
left join labelled l
  on l.snapshot_date = p.snapshot_date
