-- One row per scorer, slice, segment and answer of scored_rows: its number, and how many rows it has, how many of them churned, stayed, were flagged, and were flagged and churned. Segments with fewer rows than :min_segment_rows have none.
with totals as (
  select
    scorer,
    slice,
    segment,
    answer,
    sum(cast(row_count as double)) as row_count,
    sum(cast(positives as double)) as positives,
    sum(cast(flagged as double)) as flagged,
    sum(cast(flagged_positives as double)) as flagged_positives
  from scored_rows
  group by scorer, slice, segment, answer
  having segment = 'all' or sum(cast(row_count as double)) >= :min_segment_rows
)

select
  scorer,
  slice,
  segment,
  answer,
  row_count as total,
  positives as churned,
  row_count - positives as retained,
  flagged,
  flagged_positives,
  row_number() over (
    order by scorer nulls last, slice nulls last, segment nulls last, answer nulls last
  ) as part
from totals
