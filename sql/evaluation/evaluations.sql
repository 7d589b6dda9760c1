-- One row per row of evaluated_parts with its score_sums, and cell of its probabilities in calibration_cells; where it has no cell, one row all the same.
select
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
  c.bin as cell_bin,
  c.row_count as cell_row_count,
  c.positives as cell_positives,
  c.probability_sum as cell_probability_sum,
  c.squared_error_sum as cell_squared_error_sum,
  c.churned_logit_sum as cell_churned_logit_sum,
  c.retained_logit_sum as cell_retained_logit_sum
from evaluated_parts t
inner join score_sums s
  on s.part = t.part
left join calibration_cells c
  on c.part = t.part
order by t.part nulls last, c.bin nulls last, c.cell nulls last
