-- One row per row of score_sums and cell of its probabilities in calibration_cells; where it has no cell, one row all the same.
select
  s.*,
  c.bin as cell_bin,
  c.row_count as cell_row_count,
  c.positives as cell_positives,
  c.probability_sum as cell_probability_sum,
  c.squared_error_sum as cell_squared_error_sum,
  c.churned_logit_sum as cell_churned_logit_sum,
  c.retained_logit_sum as cell_retained_logit_sum
from score_sums s
left join calibration_cells c
  on c.scorer = s.scorer
  and c.slice = s.slice
  and c.segment = s.segment
  and c.answer = s.answer
order by s.scorer nulls last, s.slice nulls last, s.segment nulls last, s.answer nulls last, c.bin nulls last, c.cell nulls last
