-- One row per part of a training's rows, held out or not: its rows, those that are fitted, and how many have an attribute from after their snapshot.
-- A sum over conditions that are all unknown, where no row says since when its attributes are valid, is null in DuckDB.
with rows_of_training as (
  select
    f.snapshot_date = :held_out as is_held_out,
    f.snapshot_date <> :held_out and not d.left_out as is_fitted,
    f.attributes_valid_from > f.snapshot_date as is_younger,
    d.churned,
    f.age,
    f.gender,
    f.location,
    f.customer_segment
  from requested_snapshots r
  inner join customer_features f
    on f.snapshot_date = r.snapshot_date
  inner join drawn_customers d
    on d.snapshot_date = f.snapshot_date
    and d.customer_id = f.customer_id
)

select
  cast(is_held_out as boolean) as is_held_out,
  cast(count(*) as bigint) as row_count,
  cast(zeroifnull(count_if(is_fitted)) as bigint) as fitted_rows,
  cast(zeroifnull(count_if(is_fitted and churned = 1)) as bigint) as fitted_positives,
  cast(zeroifnull(count_if(is_younger and age is not null)) as bigint) as younger_age,
  cast(zeroifnull(count_if(is_younger and gender is not null)) as bigint) as younger_gender,
  cast(zeroifnull(count_if(is_younger and location is not null)) as bigint) as younger_location,
  cast(zeroifnull(count_if(is_younger and customer_segment is not null)) as bigint) as younger_customer_segment
from rows_of_training
group by is_held_out
order by is_held_out nulls last
