-- One row per feature or prediction and quantile bin (lower_bound, upper_bound] of the rows that the model was fitted on, and per bin of its predictions for the held-out snapshot.
-- Nulls are in no bin; a feature without a value has none. Equal values never part, so there may be fewer bins than asked for.
with fitted_rows as (
  select
    :numeric_values,
    cast(p.churn_probability as double) as churn_probability
  from landing_predictions p
  inner join customer_features f
    on f.snapshot_date = p.snapshot_date
    and f.customer_id = p.customer_id
  where p.scorer = :scorer
    and p.snapshot_date <> :held_out
    and not p.left_out
),

fitted_values as (
  select
    feature,
    value
  from fitted_rows
  unpivot (
    value for feature in (:numeric_features, churn_probability)
  )
  union all
  select
    'held_out_probability' as feature,
    cast(p.churn_probability as double) as value
  from landing_predictions p
  where p.scorer = :scorer
    and p.snapshot_date = :held_out
),

value_counts as (
  select
    feature,
    value,
    count(*) as rows_with_value
  from fitted_values
  group by feature, value
),

counted_features as (
  select
    feature,
    cast(sum(rows_with_value) as bigint) as all_rows
  from value_counts
  group by feature
),

-- An unpivot writes names in the case of the warehouse. Lower case here is made once a feature, above it would be once a value.
numbered_names as (
  select
    feature,
    lower(feature) as name,
    all_rows,
    row_number() over (order by lower(feature) nulls last) as name_number
  from counted_features
),

numbered_values as (
  select
    n.name_number,
    v.value,
    v.rows_with_value,
    n.all_rows
  from value_counts v
  inner join numbered_names n
    on n.feature = v.feature
),

-- A window of numbers costs a fraction of one of texts, and sums of doubles, which are exact for whole numbers, less than others.
ranked as (
  select
    name_number,
    value,
    rows_with_value,
    all_rows,
    sum(cast(rows_with_value as double)) over (
      partition by name_number
      order by value asc nulls last
      rows between unbounded preceding and current row
    ) as rows_up_to
  from numbered_values
),

cumulated as (
  select
    name_number,
    value,
    cast(rows_up_to as bigint) as last_row,
    cast(rows_up_to as bigint) - rows_with_value as row_before,
    all_rows
  from ranked
),

-- As ntile deals rows: the first mod(rows, bins) tiles hold one row more than the others.
sized as (
  select
    name_number,
    value,
    last_row,
    row_before,
    mod(all_rows, :bins) as large_tiles,
    (all_rows - mod(all_rows, :bins)) / :bins as small_size
  from cumulated
),

tiles_ended as (
  select
    name_number,
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
    name_number,
    value as edge,
    last_row
  from tiles_ended
  where tiles_up_to > tiles_before
),

bins as (
  select
    name_number,
    row_number() over (partition by name_number order by edge asc nulls last) as bin,
    lag(edge) over (partition by name_number order by edge asc nulls last) as lower_bound,
    iff(edge = max(edge) over (partition by name_number), null, edge) as upper_bound,
    last_row - zeroifnull(lag(last_row) over (partition by name_number order by edge asc nulls last)) as expected_count
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
inner join numbered_names n
  on n.name_number = b.name_number
order by subject nulls last, name nulls last, bin nulls last
