-- One row per compared number, bin of its number_bounds, and part of the customers: rows, and the sum of their values. Bin 0 holds missing values.
-- Where the reference has one bin, or no value, bin 2 holds what differs from it.
with binned_numbers as (
  select
    n.reference_number,
    n.part,
    n.is_newcomer,
    n.is_reference,
    n.value,
    case
      when n.value is null then 0
      when b.bin is null or n.value <> b.only_value then 2
      else b.bin
    end as bin
  from compared_numbers n
  left join number_bounds b
    on b.reference_number = n.reference_number
    and n.value > b.lower_bound
    and n.value <= b.upper_bound
),

counted_bins as (
  select
    reference_number,
    bin,
    part,
    is_newcomer,
    is_reference,
    cast(count(*) as bigint) as customers,
    sum(cast(value as decimal(38,9))) as value_sum
  from binned_numbers
  group by reference_number, bin, part, is_newcomer, is_reference
)

select
  d.name,
  c.bin,
  c.part,
  c.is_newcomer,
  c.is_reference,
  c.customers,
  c.value_sum
from counted_bins c
inner join drift_references d
  on d.reference_number = c.reference_number
where c.bin > 0
  or d.name <> 'churn_probability'
