-- One row per number of baseline_numbers and quantile bin (lower_bound, upper_bound] of the rows that the model was fitted on, and per bin of its predictions for the held-out snapshot.
-- Nulls are in no bin; a feature without a value has none. Equal values never part, so there may be fewer bins than asked for.
with baseline_values as (
  select
    n.baseline_number,
    case n.name
      :numbers_by_name
      when 'churn_probability' then cast(p.churn_probability as double)
    end as value
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  cross join baseline_numbers n
  where p.scorer = :scorer
    and p.snapshot_date <> :held_out
    and not p.left_out
    and n.name in (:numeric_names, 'churn_probability')
  union all
  select
    n.baseline_number,
    cast(p.churn_probability as double) as value
  from landing_predictions p
  cross join baseline_numbers n
  where p.scorer = :scorer
    and p.snapshot_date = :held_out
    and n.name = 'held_out_probability'
),

value_counts as (
  select
    baseline_number,
    value,
    count(*) as rows_with_value
  from baseline_values
  where value is not null
  group by baseline_number, value
),

counted_numbers as (
  select
    baseline_number,
    cast(sum(rows_with_value) as bigint) as all_rows
  from value_counts
  group by baseline_number
),

-- Sums of doubles, which are exact for whole numbers, cost less than others.
ranked as (
  select
    v.baseline_number,
    v.value,
    v.rows_with_value,
    c.all_rows,
    sum(cast(v.rows_with_value as double)) over (
      partition by v.baseline_number
      order by v.value asc nulls last
      rows between unbounded preceding and current row
    ) as rows_up_to
  from value_counts v
  inner join counted_numbers c
    on c.baseline_number = v.baseline_number
),

cumulated as (
  select
    baseline_number,
    value,
    cast(rows_up_to as bigint) as last_row,
    cast(rows_up_to as bigint) - rows_with_value as row_before,
    all_rows
  from ranked
),

-- As ntile deals rows: the first mod(rows, bins) tiles hold one row more than the others.
sized as (
  select
    baseline_number,
    value,
    last_row,
    row_before,
    mod(all_rows, :bins) as large_tiles,
    (all_rows - mod(all_rows, :bins)) / :bins as small_size
  from cumulated
),

tiles_ended as (
  select
    baseline_number,
    value,
    last_row,
    case
      when last_row <= large_tiles * (small_size + 1)
        then (last_row - mod(last_row, small_size + 1)) / (small_size + 1)
      else large_tiles
        + (last_row - large_tiles * (small_size + 1)
          - mod(last_row - large_tiles * (small_size + 1), small_size)) / small_size
    end as tiles_up_to,
    case
      when row_before <= large_tiles * (small_size + 1)
        then (row_before - mod(row_before, small_size + 1)) / (small_size + 1)
      else large_tiles
        + (row_before - large_tiles * (small_size + 1)
          - mod(row_before - large_tiles * (small_size + 1), small_size)) / small_size
    end as tiles_before
  from sized
),

-- A value that a tile ends in is the upper edge of a bin.
edges as (
  select
    baseline_number,
    value as edge,
    last_row
  from tiles_ended
  where tiles_up_to > tiles_before
),

bins as (
  select
    baseline_number,
    row_number() over (partition by baseline_number order by edge asc nulls last) as bin,
    lag(edge) over (partition by baseline_number order by edge asc nulls last) as lower_bound,
    iff(edge = max(edge) over (partition by baseline_number), null, edge) as upper_bound,
    last_row - zeroifnull(lag(last_row) over (partition by baseline_number order by edge asc nulls last)) as expected_count
  from edges
)

select
  cast(case n.name when 'churn_probability' then 'prediction' when 'held_out_probability' then 'held_out' else 'feature' end as string) as subject,
  cast(iff(n.name = 'held_out_probability', 'churn_probability', n.name) as string) as name,
  cast(b.bin as bigint) as bin,
  cast(b.lower_bound as double) as lower_bound,
  cast(b.upper_bound as double) as upper_bound,
  cast(b.expected_count as bigint) as expected_count
from bins b
inner join baseline_numbers n
  on n.baseline_number = b.baseline_number
order by subject nulls last, name nulls last, bin nulls last
