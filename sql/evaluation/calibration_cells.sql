-- One row per slice, segment, answer, bin of probability (1 to 10) and cell of its logit (0.02 wide) of score_groups.
-- Segments with fewer rows than :min_segment_rows and probabilities outside [0, 1] have none.
with segment_totals as (
  select
    slice,
    segment,
    answer
  from score_groups
  group by slice, segment, answer
  having segment = 'all' or sum(row_count) >= :min_segment_rows
),

valid_groups as (
  select
    g.slice,
    g.segment,
    g.answer,
    cast(g.row_count as double) as n,
    cast(g.positives as double) as p,
    g.probability,
    ln(greatest(g.probability, 2.220446049250313e-16))
      - ln(1 - least(g.probability, 0.9999999999999998)) as logit
  from score_groups g
  inner join segment_totals t
    on t.slice = g.slice
    and t.segment = g.segment
    and t.answer = g.answer
  where g.probability between 0 and 1
),

placed_groups as (
  select
    slice,
    segment,
    answer,
    n,
    p,
    probability,
    logit,
    greatest(1, ceil(probability * 10)) as bin,
    floor(logit * 50) as cell
  from valid_groups
)

select
  cast(slice as string) as slice,
  cast(segment as string) as segment,
  cast(answer as string) as answer,
  cast(bin as bigint) as bin,
  cast(cell as bigint) as cell,
  cast(sum(n) as bigint) as row_count,
  cast(sum(p) as bigint) as positives,
  cast(sum(cast(n * probability as decimal(38,12))) as double) as probability_sum,
  cast(
    sum(cast(p * power(1 - probability, 2) + (n - p) * power(probability, 2) as decimal(38,12))) as double
  ) as squared_error_sum,
  cast(sum(cast(p * logit as decimal(38,12))) as double) as churned_logit_sum,
  cast(sum(cast((n - p) * logit as decimal(38,12))) as double) as retained_logit_sum
from placed_groups
group by slice, segment, answer, bin, cell
order by slice nulls last, segment nulls last, answer nulls last, bin nulls last, cell nulls last
