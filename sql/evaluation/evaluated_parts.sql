-- One row per scorer, slice, segment and answer of segment_groups: its number, and how many rows it has, how many of them churned, stayed, were flagged, and were flagged and churned. Segments with fewer rows than :min_segment_rows have none.
with totals as (
  select
    scorer,
    slice,
    segment,
    answer,
    sum(row_count) as row_count,
    sum(positives) as positives,
    sum(flagged) as flagged,
    sum(flagged_positives) as flagged_positives
  from segment_groups
  group by scorer, slice, segment, answer
  having segment = 'all' or sum(row_count) >= :min_segment_rows
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
  cast(row_number() over (
    order by scorer nulls last, slice nulls last, segment nulls last, answer nulls last
  ) as int) as part
from totals
