-- One row per compared number whose reference has a value: the upper bounds of its quantile bins, all but that of the last of :bins, which has none.
-- Equal values never part, so there may be fewer bins than asked for: the last of them is unbounded, and bounds after it are null.
-- A reference of one value, or nearly so, has one bin, and its highest value is the only one in it.
with reference_values as (
  select
    reference_number,
    value,
    cast(count(*) as double) as customers
  from reference_numbers
  where value is not null
  group by reference_number, value
),

reference_rows as (
  select
    reference_number,
    cast(sum(customers) as bigint) as all_rows
  from reference_values
  group by reference_number
),

-- Sums of doubles, which are exact for whole numbers, cost a fraction of those of whole numbers.
ranked_values as (
  select
    reference_number,
    value,
    sum(customers) over (
      partition by reference_number
      order by value desc nulls last
      rows between unbounded preceding and current row
    ) as rows_from
  from reference_values
),

placed_values as (
  select
    v.reference_number,
    v.value,
    r.all_rows,
    (r.all_rows - cast(v.rows_from as bigint)) * :bins as shares_below
  from ranked_values v
  inner join reference_rows r
    on r.reference_number = v.reference_number
),

-- The level of a value is how many whole bins of :bins the lower values fill, times the rows: a quotient would be rounded.
levels as (
  select
    reference_number,
    shares_below - mod(shares_below, all_rows) as reference_level,
    max(value) as highest
  from placed_values
  group by reference_number, shares_below - mod(shares_below, all_rows)
),

-- What lies above the reference falls into its last bin.
bins as (
  select
    reference_number,
    row_number() over (partition by reference_number order by reference_level asc nulls last) as bin,
    lag(highest) over (partition by reference_number order by reference_level asc nulls last) as highest_below,
    lead(highest) over (partition by reference_number order by reference_level asc nulls last) as highest_above,
    highest
  from levels
),

bounded_bins as (
  select
    reference_number,
    bin,
    iff(highest_above is null, cast('inf' as double), highest) as upper_bound,
    iff(highest_below is null and highest_above is null, highest, null) as only_value
  from bins
)

select
  reference_number,
  max(only_value) as only_value,
  :upper_bounds
from bounded_bins
group by reference_number
