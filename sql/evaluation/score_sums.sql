-- One row per scorer, slice, segment and answer of score_groups: the sums behind the ranking metrics and the metrics of single rows.
-- Segments with fewer rows than :min_segment_rows have none. A probability outside [0, 1] counts as invalid and as one half.
with segment_totals as (
  select
    scorer,
    slice,
    segment,
    answer,
    sum(row_count) as total,
    sum(positives) as churned,
    sum(row_count) - sum(positives) as retained
  from score_groups
  group by scorer, slice, segment, answer
  having segment = 'all' or sum(row_count) >= :min_segment_rows
),

-- Rows sorted by one number cost a fraction of rows sorted by four texts.
parts as (
  select
    scorer,
    slice,
    segment,
    answer,
    cast(total as double) as total,
    cast(churned as double) as churned,
    cast(retained as double) as retained,
    row_number() over (
      order by scorer nulls last, slice nulls last, segment nulls last, answer nulls last
    ) as part
  from segment_totals
),

-- Sums of doubles, which are exact for whole numbers, cost half as much as sums of these.
ranked_groups as (
  select
    t.scorer,
    t.slice,
    t.segment,
    t.answer,
    cast(g.row_count as double) as n,
    cast(g.positives as double) as p,
    cast(g.row_count - g.positives as double) as r,
    g.flagged,
    g.flagged_positives,
    iff(g.probability between 0 and 1, 0, g.row_count) as invalid,
    iff(g.probability between 0 and 1, g.probability, 0.5) as probability,
    t.total,
    t.churned,
    t.retained,
    sum(cast(g.row_count as double)) over (
      partition by t.part order by g.score desc nulls last, g.probability desc nulls last
    ) as rows_down_to,
    sum(cast(g.positives as double)) over (
      partition by t.part order by g.score desc nulls last, g.probability desc nulls last
    ) as churned_down_to
  from score_groups g
  inner join parts t
    on t.scorer = g.scorer
    and t.slice = g.slice
    and t.segment = g.segment
    and t.answer = g.answer
),

-- Off 0 and 1 by the distance of 1 to the next double, so that every probability has a logarithm.
measured_groups as (
  select
    scorer, slice, segment, answer, n, p, r, flagged, flagged_positives, invalid, probability, total, churned, retained,
    rows_down_to,
    churned_down_to,
    rows_down_to - n as rows_above,
    churned_down_to - p as churned_above,
    rows_down_to - churned_down_to as retained_down_to,
    -ln(greatest(probability, 2.220446049250313e-16)) as loss_if_churned,
    -ln(1 - least(probability, 0.9999999999999998)) as loss_if_retained
  from ranked_groups
)

select
  cast(scorer as string) as scorer,
  cast(slice as string) as slice,
  cast(segment as string) as segment,
  cast(answer as string) as answer,
  cast(sum(n) as bigint) as row_count,
  cast(sum(p) as bigint) as positives,
  cast(sum(invalid) as bigint) as invalid_scores,
  cast(count(*) as bigint) as distinct_scores,
  cast(sum(flagged_positives) as bigint) as true_positives,
  cast(sum(flagged - flagged_positives) as bigint) as false_positives,
  cast(sum(cast(p * (2 * (total - rows_down_to) + n + 1) as bigint)) as double) / 2 as positive_rank_sum,
  cast(sum(cast(p * churned_down_to / rows_down_to as decimal(38,12))) as double) as precision_sum,
  cast(
    sum(cast(r * (retained - rows_above + churned_above) / (total - rows_above) as decimal(38,12))) as double
  ) as retained_precision_sum,
  cast(zeroifnull(
    sum(cast(p * power((retained - retained_down_to + r / 2) / nullif(retained, 0), 2) as decimal(38,12)))
  ) as double) as placement_squares,
  cast(zeroifnull(
    sum(cast(r * power((churned_above + p / 2) / nullif(churned, 0), 2) as decimal(38,12)))
  ) as double) as retained_placement_squares,
  cast(
    sum(cast(p * power(1 - probability, 2) + r * power(probability, 2) as decimal(38,12))) as double
  ) as squared_error_sum,
  cast(
    sum(cast(p * power(1 - probability, 4) + r * power(probability, 4) as decimal(38,12))) as double
  ) as fourth_error_sum,
  cast(sum(cast(p * loss_if_churned + r * loss_if_retained as decimal(38,12))) as double) as log_loss_sum,
  cast(
    sum(cast(p * power(loss_if_churned, 2) + r * power(loss_if_retained, 2) as decimal(38,12))) as double
  ) as squared_log_loss_sum,
  cast(sum(cast(p * least(1, greatest(0, (0.1 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_10,
  cast(sum(cast(p * least(1, greatest(0, (0.2 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_20,
  cast(sum(cast(p * least(1, greatest(0, (0.3 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_30,
  cast(sum(cast(p * least(1, greatest(0, (0.4 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_40,
  cast(sum(cast(p * least(1, greatest(0, (0.5 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_50,
  cast(sum(cast(p * least(1, greatest(0, (0.6 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_60,
  cast(sum(cast(p * least(1, greatest(0, (0.7 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_70,
  cast(sum(cast(p * least(1, greatest(0, (0.8 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_80,
  cast(sum(cast(p * least(1, greatest(0, (0.9 * total - rows_above) / n)) as decimal(38,12))) as double) as captured_90
from measured_groups
group by scorer, slice, segment, answer
order by scorer nulls last, slice nulls last, segment nulls last, answer nulls last
