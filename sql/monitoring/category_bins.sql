-- One row per compared categorical feature and category: its bin. Categories with few rows, and all but the 100 largest, share one bin, but those that the
-- reference has not keep their name.
with category_counts as (
  select
    name,
    category,
    sum(is_reference * customers) as reference_rows,
    sum((1 - is_reference) * customers) as snapshot_rows
  from compared_categories
  where category is not null
  group by name, category
),

-- Fewer than 5 rows a side say nothing, and many such categories would add up.
rated as (
  select
    name,
    category,
    iff(
      reference_rows + snapshot_rows < 10
      or row_number() over (
        partition by name
        order by reference_rows + snapshot_rows desc nulls last, category nulls last
      ) > 100,
      1, 0
    ) as is_rare,
    iff(reference_rows = 0, 1, 0) as is_new,
    row_number() over (
      partition by name, iff(reference_rows = 0, 1, 0)
      order by snapshot_rows desc nulls last, category nulls last
    ) as place
  from category_counts
),

named as (
  select
    name,
    category,
    is_rare,
    iff(is_rare = 1 and (is_new = 0 or place > 20), null, category) as label
  from rated
)

select
  name,
  category,
  is_rare,
  label,
  dense_rank() over (partition by name order by label asc nulls first) as bin
from named
