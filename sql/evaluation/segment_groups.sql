-- One row per row of score_groups; segments with fewer rows than :min_segment_rows have none.
with segment_totals as (
  select
    scorer,
    slice,
    segment,
    answer
  from score_groups
  group by scorer, slice, segment, answer
  having segment = 'all' or sum(row_count) >= :min_segment_rows
)

select
  g.scorer,
  g.slice,
  g.segment,
  g.answer,
  g.row_count,
  g.positives,
  g.probability
from score_groups g
inner join segment_totals t
  on t.scorer = g.scorer
  and t.slice = g.slice
  and t.segment = g.segment
  and t.answer = g.answer
