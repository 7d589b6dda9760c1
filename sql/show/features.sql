-- One row per feature, or prediction, that was compared: its drift now.
select
  cast(subject as string) as subject,
  cast(name as string) as name,
  cast(snapshot_date as date) as snapshot_date,
  cast(model_version as string) as model_version,
  cast(value as double) as value,
  cast(previous_value as double) as previous_value,
  cast(threshold as double) as threshold,
  cast(verdict as string) as verdict,
  cast(breaches as bigint) as breaches,
  cast(comparisons as bigint) as comparisons
from feature_state
