-- One row per evaluated part, by its number, score and probability of scored_rows: how many rows, and how many of them churned.
-- Windows, joins and groups of numbers cost a fraction of those of texts. Sums of doubles are exact for whole numbers and cost half.
select
  t.part,
  s.score,
  s.probability,
  sum(cast(s.row_count as double)) as row_count,
  sum(cast(s.positives as double)) as positives
from scored_rows s
inner join evaluated_parts t
  on t.scorer = s.scorer
  and t.slice = s.slice
  and t.segment = s.segment
  and t.answer = s.answer
group by t.part, s.score, s.probability
