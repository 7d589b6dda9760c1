-- One row per compared number, bin of its number_bounds, and part of the customers: rows, and the sum of their values. Bin 0 holds missing values.
-- Where the reference has one bin, or no value, bin 2 holds what differs from it.
-- A comparison with each bound in turn costs a fraction of a join with the bins.
with bounded_numbers as (
  select
    n.reference_number,
    n.part,
    n.is_newcomer,
    n.is_reference,
    n.value,
    b.only_value,
    :bounds
  from compared_numbers n
  left join number_bounds b
    on b.reference_number = n.reference_number
),

binned_numbers as (
  select
    reference_number,
    part,
    is_newcomer,
    is_reference,
    value,
    case
      when value is null then 0
      :bins_by_bound
      else iff(bound_1 is null, 2, :bins)
    end as bin
  from bounded_numbers
),

-- Sums of whole numbers are exact as doubles, and cost a fraction of those of decimals: a value is a whole number and billionths.
counted_bins as (
  select
    reference_number,
    bin,
    part,
    is_newcomer,
    is_reference,
    cast(count(*) as bigint) as customers,
    sum(floor(value)) as whole_sum,
    sum(round((value - floor(value)) * 1000000000)) as billionths_sum
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
  cast(c.whole_sum as decimal(38,9)) + cast(c.billionths_sum / 1000000000 as decimal(38,9)) as value_sum
from counted_bins c
inner join drift_references d
  on d.reference_number = c.reference_number
where c.bin > 0
  or d.name <> 'churn_probability'
