-- One row per row of drift_bins and of bin_counts: the bins of a snapshot against those of its references and of the champion's training.
-- Beside them one row per row of sentiment_months.
select
  'reference' as compared_with,
  cast(segment as string) as segment,
  cast(name as string) as name,
  cast(bin as bigint) as bin,
  cast(category as string) as category,
  cast(is_rare as bigint) as is_rare,
  cast(reference_rows as bigint) as reference_rows,
  cast(snapshot_rows as bigint) as snapshot_rows,
  cast(reference_sum as double) as reference_sum,
  cast(snapshot_sum as double) as snapshot_sum
from drift_bins
union all
select
  cast(subject as string) as compared_with,
  'all' as segment,
  cast(name as string) as name,
  cast(bin as bigint) as bin,
  null as category,
  0 as is_rare,
  cast(expected_count as bigint) as reference_rows,
  cast(actual_count as bigint) as snapshot_rows,
  null as reference_sum,
  null as snapshot_sum
from bin_counts
union all
select
  'comments' as compared_with,
  'all' as segment,
  'sentiment' as name,
  cast(month as bigint) as bin,
  null as category,
  0 as is_rare,
  cast(comments as bigint) as reference_rows,
  cast(commonest as bigint) as snapshot_rows,
  null as reference_sum,
  null as snapshot_sum
from sentiment_months
order by compared_with nulls last, segment nulls last, name nulls last, bin nulls last, is_rare nulls last, category nulls last
