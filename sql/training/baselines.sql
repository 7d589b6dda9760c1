-- One row per row of numeric_baselines and of categorical_baselines.
select
  subject,
  name,
  bin,
  lower_bound,
  upper_bound,
  cast(null as string) as category,
  expected_count
from numeric_baselines
union all
select
  'feature' as subject,
  name,
  null as bin,
  null as lower_bound,
  null as upper_bound,
  category,
  expected_count
from categorical_baselines
order by subject nulls last, name nulls last, bin nulls last, category nulls last
