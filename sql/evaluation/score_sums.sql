-- One row per row of evaluated_parts: the sums behind the ranking metrics and the metrics of single rows.
-- Rows with equal scores are one group. A probability outside [0, 1] counts as invalid and as one half.
with ranked_groups as (
  select
    part,
    probability,
    row_count,
    positives,
    sum(row_count) over (
      partition by part order by score desc nulls last rows between unbounded preceding and current row
    ) as rows_down_to,
    sum(positives) over (
      partition by part order by score desc nulls last rows between unbounded preceding and current row
    ) as churned_down_to
  from part_groups
),

placed_groups as (
  select
    g.part,
    g.row_count as n,
    g.positives as p,
    g.row_count - g.positives as r,
    iff(g.probability between 0 and 1, 0, g.row_count) as invalid,
    iff(g.probability between 0 and 1, g.probability, 0.5) as probability,
    t.total,
    t.churned,
    t.retained,
    g.rows_down_to,
    g.churned_down_to
  from ranked_groups g
  inner join evaluated_parts t
    on t.part = g.part
),

-- Off 0 and 1 by the distance of 1 to the next double, so that every probability has a logarithm.
measured_groups as (
  select
    part, n, p, r, invalid, probability, total, churned, retained,
    rows_down_to,
    churned_down_to,
    rows_down_to - n as rows_above,
    churned_down_to - p as churned_above,
    rows_down_to - churned_down_to as retained_down_to,
    case when p > 0 then -ln(greatest(probability, 2.220446049250313e-16)) else 0 end as loss_if_churned,
    case when r > 0 then -ln(1 - least(probability, 0.9999999999999998)) else 0 end as loss_if_retained
  from placed_groups
)

-- Without churned rows, or without retained ones, a group adds nothing to their sums.
select
  cast(part as bigint) as part,
  cast(sum(invalid) as bigint) as invalid_scores,
  cast(count(*) as bigint) as distinct_scores,
  cast(zeroifnull(
    sum(case when p > 0 then cast(p * (2 * (total - rows_down_to) + n + 1) as bigint) end)
  ) as double) / 2 as positive_rank_sum,
  cast(zeroifnull(
    sum(case when p > 0 then cast(p * churned_down_to / rows_down_to as decimal(38,12)) end)
  ) as double) as precision_sum,
  cast(zeroifnull(
    sum(case when r > 0 then cast(r * (retained - rows_above + churned_above) / (total - rows_above) as decimal(38,12)) end)
  ) as double) as retained_precision_sum,
  cast(zeroifnull(
    sum(case when p > 0 then cast(p * power((retained - retained_down_to + r / 2) / nullif(retained, 0), 2) as decimal(38,12)) end)
  ) as double) as placement_squares,
  cast(zeroifnull(
    sum(case when r > 0 then cast(r * power((churned_above + p / 2) / nullif(churned, 0), 2) as decimal(38,12)) end)
  ) as double) as retained_placement_squares,
  cast(
    sum(cast(p * (1 - probability) * (1 - probability) + r * probability * probability as decimal(38,12))) as double
  ) as squared_error_sum,
  cast(
    sum(cast(p * power(1 - probability, 4) + r * power(probability, 4) as decimal(38,12))) as double
  ) as fourth_error_sum,
  cast(sum(cast(p * loss_if_churned + r * loss_if_retained as decimal(38,12))) as double) as log_loss_sum,
  cast(
    sum(cast(p * power(loss_if_churned, 2) + r * power(loss_if_retained, 2) as decimal(38,12))) as double
  ) as squared_log_loss_sum,
  -- A tenth of the rows ends in one group.
  cast(max(
    case when rows_above < 0.1 * total and 0.1 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.1 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_10,
  cast(max(
    case when rows_above < 0.2 * total and 0.2 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.2 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_20,
  cast(max(
    case when rows_above < 0.3 * total and 0.3 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.3 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_30,
  cast(max(
    case when rows_above < 0.4 * total and 0.4 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.4 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_40,
  cast(max(
    case when rows_above < 0.5 * total and 0.5 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.5 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_50,
  cast(max(
    case when rows_above < 0.6 * total and 0.6 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.6 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_60,
  cast(max(
    case when rows_above < 0.7 * total and 0.7 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.7 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_70,
  cast(max(
    case when rows_above < 0.8 * total and 0.8 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.8 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_80,
  cast(max(
    case when rows_above < 0.9 * total and 0.9 * total <= rows_down_to
      then cast(churned_above as decimal(38,12)) + cast(p * (0.9 * total - rows_above) / n as decimal(38,12)) end
  ) as double) as captured_90
from measured_groups
group by part
