-- One row per day, per month and level, and per month of what is loaded and has landed: the counts that holes and faults are judged on.
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
    count(*) as row_count,
    count_if(is_described) as described,
    median(total_amount) as median_amount,
    count(discount_applied) as with_discount_applied,
    count(num_items) as with_num_items,
    count(payment_method) as with_payment_method,
    count(age) as with_age,
    count(customer_segment) as with_customer_segment,
    count(gender) as with_gender,
    count(location) as with_location,
    0 as with_comment
  from described_sales
  group by grouping sets (
    (transaction_date), (month), (month, payment_method), (month, known_segment), (month, gender), (month, location)
  )
  union all
  select 'feedback', null, date_trunc('month', chat_date), count(*), 0, null, 0, 0, 0, 0, 0, 0, 0, count(comment)
  from known_comments
  group by date_trunc('month', chat_date)
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
  cast(with_comment as bigint) as with_comment
from counts
where subject in ('day', 'month', 'feedback') or level is not null
qualify subject in ('day', 'month', 'feedback') or max(row_count) over (partition by subject, level) >= 10
order by subject nulls last, level nulls last, day nulls last
