-- One row per part of the customers, compared feature and bin: the rows of the reference and of the snapshot in it. Bin 0 holds missing values.
-- A customer without a prediction is none of the predictions.
-- Newcomers are customers that the reference has not; they and the earlier customers are compared with all customers of the reference.
with binned as (
  select
    name,
    bin,
    cast(null as string) as category,
    0 as is_rare,
    part,
    is_newcomer,
    is_reference,
    customers,
    value_sum
  from number_bins
  union all
  select
    c.name,
    zeroifnull(b.bin) as bin,
    b.label as category,
    zeroifnull(b.is_rare) as is_rare,
    c.part,
    c.is_newcomer,
    c.is_reference,
    c.customers,
    null as value_sum
  from compared_categories c
  left join category_bins b
    on b.name = c.name
    and b.category = c.category
),

sums as (
  select
    name,
    bin,
    category,
    is_rare,
    part,
    is_newcomer,
    is_reference,
    cast(sum(customers) as bigint) as customers,
    sum(value_sum) as value_sum
  from binned
  group by name, bin, category, is_rare, part, is_newcomer, is_reference
),

cells as (
  select
    s.name,
    s.bin,
    s.category,
    s.is_rare,
    s.is_newcomer,
    s.is_reference,
    s.customers,
    s.value_sum,
    p.customer_segment,
    p.gender,
    p.location
  from sums s
  inner join compared_parts p
    on p.part = s.part
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
