-- One row per row of drift_bins, bin_counts, calibration_cells and calibration_line: the bins of a snapshot against those of its references and of
-- the champion's training; cells of its predictions with the sum of their logits; the line that recalibrates them, with its value and upper bound as sums.
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
  'cell' as compared_with,
  'all' as segment,
  'churn_probability' as name,
  cast(cell as bigint) as bin,
  null as category,
  0 as is_rare,
  0 as reference_rows,
  cast(row_count as bigint) as snapshot_rows,
  null as reference_sum,
  cast(retained_logit_sum as double) as snapshot_sum
from calibration_cells
union all
select
  'line' as compared_with,
  'all' as segment,
  cast(metric as string) as name,
  0 as bin,
  cast(status as string) as category,
  0 as is_rare,
  cast(row_count as bigint) as reference_rows,
  cast(positives as bigint) as snapshot_rows,
  cast(value as double) as reference_sum,
  cast(high as double) as snapshot_sum
from calibration_line
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
order by compared_with nulls last, segment nulls last, name nulls last, bin nulls last, is_rare nulls last, category nulls last, snapshot_sum nulls last
