-- One row per evaluated part, by its number, score and probability of scored_rows: how many rows, and how many of them churned.
-- Windows, joins and groups of numbers cost a fraction of those of texts. Sums of doubles are exact for whole numbers and cost half.
with groups_of_parts as (
  select
    g.scorer,
    g.slice,
    g.snapshot_date,
    g.customer_segment,
    g.gender,
    g.location,
    g.answer,
    t.part
  from segment_groups g
  inner join evaluated_parts t
    on t.scorer = g.scorer
    and t.slice = g.slice
    and t.segment = g.segment
    and t.answer = g.answer
)

select
  g.part,
  s.score,
  s.probability,
  sum(cast(s.row_count as double)) as row_count,
  sum(cast(s.positives as double)) as positives
from scored_rows s
inner join groups_of_parts g
  on g.scorer = s.scorer
  and g.slice = s.slice
  and g.snapshot_date = s.snapshot_date
  and g.customer_segment = s.customer_segment
  and g.gender = s.gender
  and g.location = s.location
  and g.answer = s.answer
group by g.part, s.score, s.probability
