-- One row per part, bin of probability (of :bins of equal width) and cell of its logit of part_groups.
-- There are :cells_per_logit cells to a unit of the logit, for which probabilities are moved off 0 and 1 by :least_probability.
-- Probabilities outside [0, 1] have no cell.
with valid_groups as (
  select
    part,
    cast(row_count as double) as n,
    cast(positives as double) as p,
    probability,
    :least_probability as least_probability,
    1 - :least_probability as most_probability,
    ceil(probability * :bins) as bin_of_0_too
  from part_groups
  where probability between 0 and 1
),

groups_with_logit as (
  select
    part,
    n,
    p,
    probability,
    ln(greatest(probability, least_probability)) - ln(1 - least(probability, most_probability)) as logit,
    greatest(1, bin_of_0_too) as bin
  from valid_groups
),

placed_groups as (
  select
    part,
    n,
    p,
    probability,
    logit,
    bin,
    floor(logit * :cells_per_logit) as cell
  from groups_with_logit
)

select
  cast(part as bigint) as part,
  cast(bin as bigint) as bin,
  cast(cell as bigint) as cell,
  cast(sum(n) as bigint) as row_count,
  cast(sum(p) as bigint) as positives,
  cast(min(probability) as double) as lowest_probability,
  cast(max(probability) as double) as highest_probability,
  cast(sum(cast(n * probability as decimal(38,12))) as double) as probability_sum,
  cast(
    sum(cast(p * (1 - probability) * (1 - probability) + (n - p) * probability * probability as decimal(38,12))) as double
  ) as squared_error_sum,
  cast(sum(cast(p * logit as decimal(38,12))) as double) as churned_logit_sum,
  cast(sum(cast((n - p) * logit as decimal(38,12))) as double) as retained_logit_sum
from placed_groups
group by part, bin, cell
order by part nulls last, bin nulls last, cell nulls last
