-- One row per part of the customers, compared feature and bin: the rows of the reference and of the snapshot in it. Bin 0 holds missing values.
-- Newcomers are customers that the reference has not; they and the earlier customers are compared with all customers of the reference.
with binned as (
  select
    n.snapshot_date,
    n.customer_id,
    n.reference_date,
    n.is_reference,
    n.name,
    zeroifnull(b.bin) as bin,
    cast(null as string) as category,
    0 as is_rare,
    n.value
  from compared_numbers n
  left join number_bins b
    on b.name = n.name
    and b.value = n.value
  union all
  select
    c.snapshot_date,
    c.customer_id,
    c.reference_date,
    c.is_reference,
    c.name,
    zeroifnull(b.bin) as bin,
    b.label as category,
    zeroifnull(b.is_rare) as is_rare,
    null as value
  from compared_categories c
  left join category_bins b
    on b.name = c.name
    and b.category = c.category
),

cells as (
  select
    b.name,
    b.bin,
    b.category,
    b.is_rare,
    b.is_reference,
    iff(k.customer_id is null, 1, 0) as is_newcomer,
    nvl(f.customer_segment, 'unknown') as customer_segment,
    nvl(f.gender, 'unknown') as gender,
    nvl(f.location, 'unknown') as location,
    cast(count(*) as bigint) as customers,
    sum(cast(b.value as decimal(38,9))) as value_sum
  from binned b
  inner join customer_features f
    on f.snapshot_date = b.snapshot_date
    and f.customer_id = b.customer_id
  left join customer_features k
    on k.snapshot_date = b.reference_date
    and k.customer_id = b.customer_id
  group by
    b.name, b.bin, b.category, b.is_rare, b.is_reference, iff(k.customer_id is null, 1, 0),
    nvl(f.customer_segment, 'unknown'), nvl(f.gender, 'unknown'), nvl(f.location, 'unknown')
),

parts as (
  select 'all' as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  union all
  select 'customer_segment=' || customer_segment as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  union all
  select 'gender=' || gender as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  union all
  select 'location=' || location as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  union all
  select 'customers=new' as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  where is_reference = 1
    or is_newcomer = 1
  union all
  select 'customers=earlier' as segment, name, bin, category, is_rare, is_reference, customers, value_sum
  from cells
  where is_reference = 1
    or is_newcomer = 0
),

counts as (
  select
    segment,
    name,
    bin,
    category,
    is_rare,
    cast(sum(is_reference * customers) as bigint) as reference_rows,
    cast(sum((1 - is_reference) * customers) as bigint) as snapshot_rows,
    sum(is_reference * value_sum) as reference_sum,
    sum((1 - is_reference) * value_sum) as snapshot_sum
  from parts
  group by segment, name, bin, category, is_rare
)

select
  segment,
  name,
  bin,
  category,
  is_rare,
  reference_rows,
  snapshot_rows,
  reference_sum,
  snapshot_sum
from counts
qualify segment in ('all', 'customers=new', 'customers=earlier')
  or (
    sum(reference_rows) over (partition by segment, name) >= :min_segment_rows
    and sum(snapshot_rows) over (partition by segment, name) >= :min_segment_rows
  )
