-- One row per compared number and value: its quantile bin, cut on the reference. Equal values never part, so there may be fewer bins than asked for.
-- A reference of one value, or nearly so, has two bins: equal and other.
with value_counts as (
  select
    name,
    value,
    cast(sum(is_reference * customers) as bigint) as reference_rows
  from compared_numbers
  where value is not null
  group by name, value
),

cumulated as (
  select
    name,
    value,
    reference_rows,
    cast(sum(reference_rows) over (
      partition by name
      order by value asc nulls last
      rows between unbounded preceding and current row
    ) as bigint) * :bins as shares_up_to,
    cast(sum(reference_rows) over (partition by name) as bigint) as all_rows
  from value_counts
),

-- A value that a tenth ends in is the upper edge of a bin. Whole numbers, since a quotient would be rounded.
edges as (
  select
    name,
    value,
    iff(
      all_rows > 0
        and shares_up_to - mod(shares_up_to, greatest(all_rows, 1))
          > shares_up_to - reference_rows * :bins
            - mod(shares_up_to - reference_rows * :bins, greatest(all_rows, 1)),
      1, 0
    ) as is_edge
  from cumulated
),

numbered as (
  select
    name,
    value,
    is_edge,
    cast(sum(is_edge) over (
      partition by name
      order by value asc nulls last
      rows between unbounded preceding and current row
    ) as bigint) - is_edge as edges_below,
    cast(sum(is_edge) over (partition by name) as bigint) as edges
  from edges
)

select
  name,
  value,
  case
    when edges <= 1 then iff(is_edge = 1, 1, 2)
    else least(edges_below + 1, edges)
  end as bin
from numbered
