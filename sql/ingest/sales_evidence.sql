-- One row per day, per month and level, and per month of what is loaded and has landed: the counts that holes and faults are judged on.
-- Of an attribute of few levels these are all; else those that are not rare, and is_complete is false.
-- They count purchases; a day with nothing but returns has a row all the same, with none.
-- Sales that are alike in all that is counted are counted once, and not once for each subject: there are far fewer groups than sales.
with groups_of_sales as (
  select
    transaction_date,
    date_trunc('month', transaction_date) as month,
    payment_method,
    known_segment,
    gender,
    location,
    count_if(is_purchase) as row_count,
    count_if(is_purchase and is_described) as described,
    count(iff(is_purchase, discount_applied, null)) as with_discount_applied,
    count(iff(is_purchase, num_items, null)) as with_num_items,
    count(iff(is_purchase, payment_method, null)) as with_payment_method,
    count(iff(is_purchase, age, null)) as with_age,
    count(iff(is_purchase, customer_segment, null)) as with_customer_segment,
    count(iff(is_purchase, gender, null)) as with_gender,
    count(iff(is_purchase, location, null)) as with_location
  from described_sales
  group by transaction_date, payment_method, known_segment, gender, location
),

median_amounts as (
  select
    date_trunc('month', transaction_date) as month,
    median(total_amount) as median_amount
  from priced_sales
  where not nvl(is_return, false)
  group by date_trunc('month', transaction_date)
),

counts as (
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
    sum(row_count) as row_count,
    sum(described) as described,
    sum(with_discount_applied) as with_discount_applied,
    sum(with_num_items) as with_num_items,
    sum(with_payment_method) as with_payment_method,
    sum(with_age) as with_age,
    sum(with_customer_segment) as with_customer_segment,
    sum(with_gender) as with_gender,
    sum(with_location) as with_location,
    0 as with_comment
  from groups_of_sales
  group by grouping sets (
    (transaction_date), (month), (month, payment_method), (month, known_segment), (month, gender), (month, location)
  )
  union all
  select 'feedback', null, date_trunc('month', chat_date), count(*), 0, 0, 0, 0, 0, 0, 0, 0, count(comment)
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
  cast(c.subject as string) as subject,
  cast(c.level as string) as level,
  cast(c.day as date) as day,
  cast(c.row_count as bigint) as row_count,
  cast(c.described as bigint) as described,
  cast(m.median_amount as double) as median_amount,
  cast(c.with_discount_applied as bigint) as with_discount_applied,
  cast(c.with_num_items as bigint) as with_num_items,
  cast(c.with_payment_method as bigint) as with_payment_method,
  cast(c.with_age as bigint) as with_age,
  cast(c.with_customer_segment as bigint) as with_customer_segment,
  cast(c.with_gender as bigint) as with_gender,
  cast(c.with_location as bigint) as with_location,
  cast(c.with_comment as bigint) as with_comment,
  cast(c.is_complete as boolean) as is_complete
from named_counts c
left join median_amounts m
  on m.month = c.day
  and c.subject = 'month'
qualify c.is_complete or max(c.row_count) over (partition by c.subject, c.level) >= 10
order by c.subject nulls last, c.level nulls last, c.day nulls last
