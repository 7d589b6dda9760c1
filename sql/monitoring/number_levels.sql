-- One row per compared number, part of the customers, and level of the reference that its values lie on: rows, and the sum of their values.
-- The level of a value is how many whole bins of :bins the reference's lower values fill, times the rows of the reference: a quotient would be rounded.
with reference_numbers as (
  select
    reference_number,
    cast(sum(customers) as bigint) as all_rows,
    max(value) as highest
  from compared_numbers
  where is_reference = 1
    and value is not null
  group by reference_number
),

-- Sums of doubles, which are exact for whole numbers, cost a fraction of those of whole numbers.
ranked_numbers as (
  select
    reference_number,
    value,
    part,
    is_newcomer,
    is_reference,
    customers,
    sum(cast(is_reference * customers as double)) over (
      partition by reference_number order by value desc nulls last
    ) as reference_rows_from
  from compared_numbers
  where value is not null
),

placed_numbers as (
  select
    n.reference_number,
    n.part,
    n.is_newcomer,
    n.is_reference,
    n.customers,
    cast(n.value as decimal(38,9)) * n.customers as value_sum,
    nvl(r.all_rows, 0) as all_rows,
    iff(n.value = r.highest, 1, 0) as is_highest,
    iff(n.value > r.highest, 1, 0) as is_above,
    nvl(r.all_rows - cast(n.reference_rows_from as bigint), 0) * :bins as shares_below
  from ranked_numbers n
  left join reference_numbers r
    on r.reference_number = n.reference_number
),

levelled_numbers as (
  select
    reference_number,
    part,
    is_newcomer,
    is_reference,
    is_highest,
    is_above,
    shares_below - mod(shares_below, greatest(all_rows, 1)) as reference_level,
    customers,
    value_sum
  from placed_numbers
)

select
  reference_number,
  part,
  is_newcomer,
  is_reference,
  is_highest,
  is_above,
  reference_level,
  cast(sum(customers) as bigint) as customers,
  sum(value_sum) as value_sum
from levelled_numbers
group by reference_number, part, is_newcomer, is_reference, is_highest, is_above, reference_level
