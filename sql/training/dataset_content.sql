-- One row: how many rows a snapshot gives to a training, and hashes of their content that do not depend on the order of the rows.
-- Each row is a number, and the numbers are summed up: both warehouses add them exactly.
with rows_of_snapshot as (
  select
    f.customer_id,
    d.left_out,
    :features_number as features_number,
    md5_number_lower64(f.customer_id || '|' || cast(d.churned as string)) as label_number
  from customer_features f
  inner join drawn_customers d
    on d.snapshot_date = f.snapshot_date
    and d.customer_id = f.customer_id
  where f.snapshot_date = :snapshot_date
),

sums as (
  select
    count(*) as all_rows,
    count_if(left_out) as left_out_rows,
    sum(features_number) as features_sum,
    sum(label_number) as labels_sum
  from rows_of_snapshot
)

select
  cast(:snapshot_date as date) as snapshot_date,
  cast(all_rows as bigint) as row_count,
  cast(nvl(left_out_rows, 0) as bigint) as left_out_rows,
  cast(nvl(cast(features_sum as string), '-') as string) as features_content,
  cast(nvl(cast(labels_sum as string), '-') as string) as labels_content,
  cast(:hash_version as bigint) as hash_version
from sums
