-- One row per row of number_levels: its quantile bin, cut on the reference. Equal values never part, so there may be fewer bins than asked for.
-- A reference of one value, or nearly so, has two bins: equal and other.
with ranked as (
  select
    reference_number,
    part,
    is_newcomer,
    is_reference,
    is_highest,
    is_above,
    customers,
    value_sum,
    dense_rank() over (partition by reference_number order by reference_level asc nulls last) as place
  from number_levels
),

-- What lies above the reference falls into its last bin.
numbered as (
  select
    reference_number,
    part,
    is_newcomer,
    is_reference,
    is_highest,
    customers,
    value_sum,
    place,
    max(iff(is_above = 1, 0, place)) over (partition by reference_number) as bins
  from ranked
)

select
  d.name,
  case
    when n.bins <= 1 then iff(n.is_highest = 1, 1, 2)
    else least(n.place, n.bins)
  end as bin,
  n.part,
  n.is_newcomer,
  n.is_reference,
  n.customers,
  n.value_sum
from numbered n
inner join drift_references d
  on d.reference_number = n.reference_number
