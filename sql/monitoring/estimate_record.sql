-- One row per metric: how estimates did whose labels have come.
select
  metric,
  judged,
  trusted,
  covered,
  bias,
  untrusted_bias,
  coverage
from estimate_record
order by metric nulls last
