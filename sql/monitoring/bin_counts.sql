-- One row per bin of the model's baseline: the training rows in it, and the rows of the snapshot that fall into it.
-- A subject of which the snapshot has no value at all has no row. Unseen and missing categories fall into the bin without a category.
-- The subject prediction counts into the bins of held-out scores too.
with baseline as (
  select
    subject,
    name,
    bin,
    lower_bound,
    upper_bound,
    category,
    expected_count
  from model_baselines
  where model_version = :model_version
    and (subject = :subject or (subject = 'held_out' and :subject = 'prediction'))
),

snapshot_rows as (
  select
    :feature_columns,
    cast(p.churn_probability as double) as churn_probability
  from customer_features f
  left join churn_predictions p
    on p.snapshot_date = f.snapshot_date
    and p.customer_id = f.customer_id
    and p.model_version = :model_version
    and :subject = 'prediction'
  where f.snapshot_date = :snapshot_date
),

names_of_baseline as (
  select distinct name
  from baseline
  where name in (:numeric_names, 'churn_probability')
),

-- Values are grouped by a number at a fraction of what a name costs.
numbers_of_baseline as (
  select
    name,
    row_number() over (order by name nulls last) as number_of_name
  from names_of_baseline
),

snapshot_values as (
  select
    b.number_of_name,
    case b.name
      :numbers_by_name
      when 'churn_probability' then f.churn_probability
    end as value
  from snapshot_rows f
  cross join numbers_of_baseline b
),

-- Many values repeat, and a group costs less than a row of the join with the bins.
counted_values as (
  select
    number_of_name,
    value,
    count(*) as customers
  from snapshot_values
  where value is not null
  group by number_of_name, value
),

categories_of_rows as (
  select
    :categorical_values
  from customer_features f
  where f.snapshot_date = :snapshot_date
),

-- Few customers differ in all of these, so that few rows are unpivoted.
counted_categories as (
  select
    :categorical_features,
    count(*) as customers
  from categories_of_rows
  group by :categorical_features
),

snapshot_codes as (
  select
    lower(name) as name,
    code,
    customers
  from counted_categories
  unpivot (
    code for name in (:categorical_features)
  )
),

snapshot_categories as (
  select
    name,
    case when code <> '-' then substr(code, 2) end as category,
    customers
  from snapshot_codes
),

-- With a bound on both sides the join itself compares; else it would make a row for each value and bin of its name.
bounded_bins as (
  select
    b.subject,
    b.name,
    n.number_of_name,
    b.bin,
    nvl(b.lower_bound, cast('-inf' as double)) as lower_bound,
    nvl(b.upper_bound, cast('inf' as double)) as upper_bound
  from baseline b
  inner join numbers_of_baseline n
    on n.name = b.name
),

numeric_counts as (
  select
    b.subject,
    b.name,
    b.bin,
    sum(v.customers) as actual_count
  from bounded_bins b
  inner join counted_values v
    on v.number_of_name = b.number_of_name
    and v.value > b.lower_bound
    and v.value <= b.upper_bound
  group by b.subject, b.name, b.bin
),

known_categories as (
  select subject, name, bin, category
  from baseline
  where category is not null
),

categorical_counts as (
  select
    u.subject,
    c.name,
    nvl(k.bin, u.bin) as bin,
    sum(c.customers) as actual_count
  from snapshot_categories c
  inner join baseline u
    on u.name = c.name
    and u.category is null
  left join known_categories k
    on k.subject = u.subject
    and k.name = c.name
    and k.category = c.category
  group by u.subject, c.name, nvl(k.bin, u.bin)
),

actual_counts as (
  select subject, name, bin, actual_count
  from numeric_counts
  union all
  select subject, name, bin, actual_count
  from categorical_counts
),

subjects_with_values as (
  select distinct subject, name
  from actual_counts
)

select
  cast(b.subject as string) as subject,
  cast(b.name as string) as name,
  cast(b.bin as bigint) as bin,
  cast(b.expected_count as bigint) as expected_count,
  cast(zeroifnull(a.actual_count) as bigint) as actual_count
from baseline b
inner join subjects_with_values s
  on s.subject = b.subject
  and s.name = b.name
left join actual_counts a
  on a.subject = b.subject
  and a.name = b.name
  and a.bin = b.bin
order by b.subject nulls last, b.name nulls last, b.bin nulls last
