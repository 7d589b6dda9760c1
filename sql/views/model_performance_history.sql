-- One row per snapshot, model version, segment and metric: the value beside the constant's and the recency rule's.
create or replace view model_performance_history as
select
  snapshot_date,
  model_version,
  segment,
  metric,
  value,
  low,
  high,
  constant_value,
  recency_value,
  case
    when status <> 'OK' or constant_value is null then null
    when metric in ('brier', 'log_loss', 'ece') then value < constant_value
    else value > constant_value
  end as beats_constant,
  worth,
  constant_gain_low,
  constant_gain_high,
  recency_gain_low,
  recency_gain_high,
  row_count,
  positives,
  status,
  computed_at,
  run_id
from model_performance
