-- One row per row of evaluated_parts with its score_sums, and one, with the number of the part alone, per cell of its probabilities in calibration_cells.
-- A part has hundreds of cells: the sums beside each would be most of what is sent.
with parts_and_cells as (
  select
    part,
    cast(null as bigint) as cell_bin,
    cast(null as bigint) as cell,
    cast(null as bigint) as cell_row_count,
    cast(null as bigint) as cell_positives,
    cast(null as double) as cell_probability_sum,
    cast(null as double) as cell_squared_error_sum,
    cast(null as double) as cell_churned_logit_sum,
    cast(null as double) as cell_retained_logit_sum
  from evaluated_parts
  union all
  select
    part,
    bin as cell_bin,
    cell,
    row_count as cell_row_count,
    positives as cell_positives,
    probability_sum as cell_probability_sum,
    squared_error_sum as cell_squared_error_sum,
    churned_logit_sum as cell_churned_logit_sum,
    retained_logit_sum as cell_retained_logit_sum
  from calibration_cells
)

select
  cast(c.part as bigint) as part,
  cast(t.scorer as string) as scorer,
  cast(t.slice as string) as slice,
  cast(t.segment as string) as segment,
  cast(t.answer as string) as answer,
  cast(t.total as bigint) as row_count,
  cast(t.churned as bigint) as positives,
  s.invalid_scores,
  s.distinct_scores,
  cast(t.flagged_positives as bigint) as true_positives,
  cast(t.flagged - t.flagged_positives as bigint) as false_positives,
  s.positive_rank_sum,
  s.precision_sum,
  s.retained_precision_sum,
  s.placement_squares,
  s.retained_placement_squares,
  s.squared_error_sum,
  s.fourth_error_sum,
  s.log_loss_sum,
  s.squared_log_loss_sum,
  s.captured_10,
  s.captured_20,
  s.captured_30,
  s.captured_40,
  s.captured_50,
  s.captured_60,
  s.captured_70,
  s.captured_80,
  s.captured_90,
  c.cell_bin,
  c.cell_row_count,
  c.cell_positives,
  c.cell_probability_sum,
  c.cell_squared_error_sum,
  c.cell_churned_logit_sum,
  c.cell_retained_logit_sum
from parts_and_cells c
left join evaluated_parts t
  on t.part = c.part
  and c.cell_bin is null
left join score_sums s
  on s.part = t.part
order by c.part nulls last, c.cell_bin nulls first, c.cell nulls last
