-- One row per row of a feed's table that is not loaded yet, with the file that it is loaded as, if that is known, and its line there.
select
  f.file_number,
  f.file_name,
  f.above,
  cast(row_number() over (partition by f.file_number order by r.growth nulls last, r.raw_row nulls last) as bigint) as line_number,
  r.growth,
  r.raw_row,
  case
    when r.is_dropped then 'DROPPED'
    when not r.is_good then 'IN_DOUBT'
    when e.customer_id is not null then 'ERASED'
    else 'GOOD'
  end as outcome,
  r.is_future,
  k.row_key is not null as is_known,
  r.currency,
  r.day,
  r.month_start,
  r.transaction_id,
  r.customer_id,
  r.transaction_date,
  r.discount_applied,
  r.num_items,
  r.payment_method,
  r.total_amount,
  r.is_return,
  r.age,
  r.customer_segment,
  r.gender,
  r.location,
  r.signup_date,
  coalesce(r.valid_from, f.valid_from) as valid_from,
  r.chat_date,
  r.comment,
  r.feedback_id,
  r.internal_id,
  r.chat_time
from table_rows r
left join table_files f
  on f.month_start = coalesce(r.month_start, :undated_month)
left join known_keys k
  on k.row_key = r.row_key
left join known_texts t
  on t.raw_row = r.raw_row
left join erased_customers e
  on e.customer_id = r.customer_id
where case
    when not :has_days then
      t.raw_row is null
      and (f.above is null or r.growth is null or r.growth > f.above)
    when r.day is null then t.raw_row is null
    when f.above is null then true
    when r.growth is null or r.growth > f.above then true
    else r.day >= f.overlap_from and k.row_key is null and t.raw_row is null
  end
-- beside a new row of a customer one that is loaded contradicts it, as in a file: alone, each would be the newest in turn
qualify :has_days
  or k.row_key is null
  or f.above is null and max(iff(k.row_key is null, 1, 0)) over (partition by r.customer_id, r.valid_from) = 1
