-- One row per day, per month and level, and per month of what is loaded and has landed: the counts that holes and faults are judged on.
-- Of an attribute of few levels these are all; else those that are not rare, and is_complete is false.
-- They count purchases; a day with nothing but returns has a row all the same, with none.
with counts as (
  select
    case
      when grouping(transaction_date) = 0 then 'day'
      when grouping(payment_method) = 0 then 'payment_method'
      when grouping(known_segment) = 0 then 'customer_segment'
      when grouping(gender) = 0 then 'gender'
      when grouping(location) = 0 then 'location'
      else 'month'
    end as subject,
    coalesce(payment_method, known_segment, gender, location) as level,
    coalesce(transaction_date, month) as day,
    count_if(is_purchase) as row_count,
    count_if(is_purchase and is_described) as described,
    median(iff(is_purchase, total_amount, null)) as median_amount,
    count(iff(is_purchase, discount_applied, null)) as with_discount_applied,
    count(iff(is_purchase, num_items, null)) as with_num_items,
    count(iff(is_purchase, payment_method, null)) as with_payment_method,
    count(iff(is_purchase, age, null)) as with_age,
    count(iff(is_purchase, customer_segment, null)) as with_customer_segment,
    count(iff(is_purchase, gender, null)) as with_gender,
    count(iff(is_purchase, location, null)) as with_location,
    0 as with_comment
  from described_sales
  group by grouping sets (
    (transaction_date), (month), (month, payment_method), (month, known_segment), (month, gender), (month, location)
  )
  union all
  select 'feedback', null, date_trunc('month', chat_date), count(*), 0, null, 0, 0, 0, 0, 0, 0, 0, count(comment)
  from known_comments
  group by date_trunc('month', chat_date)
),

named_counts as (
  select
    subject,
    level,
    day,
    row_count,
    described,
    median_amount,
    with_discount_applied,
    with_num_items,
    with_payment_method,
    with_age,
    with_customer_segment,
    with_gender,
    with_location,
    with_comment,
    subject in ('day', 'month', 'feedback') or count(*) over (partition by subject) <= 2000 as is_complete
  from counts
  where subject in ('day', 'feedback') or (row_count > 0 and (subject = 'month' or level is not null))
)

select
  cast(subject as string) as subject,
  cast(level as string) as level,
  cast(day as date) as day,
  cast(row_count as bigint) as row_count,
  cast(described as bigint) as described,
  cast(median_amount as double) as median_amount,
  cast(with_discount_applied as bigint) as with_discount_applied,
  cast(with_num_items as bigint) as with_num_items,
  cast(with_payment_method as bigint) as with_payment_method,
  cast(with_age as bigint) as with_age,
  cast(with_customer_segment as bigint) as with_customer_segment,
  cast(with_gender as bigint) as with_gender,
  cast(with_location as bigint) as with_location,
  cast(with_comment as bigint) as with_comment,
  cast(is_complete as boolean) as is_complete
from named_counts
qualify is_complete or max(row_count) over (partition by subject, level) >= 10
order by subject nulls last, level nulls last, day nulls last
