-- One row per row of a feed's table that is not loaded yet, with the file that it is loaded as, if that is known, and its line there.
select
  f.file_number,
  f.file_name,
  f.above,
  cast(row_number() over (partition by f.file_number order by r.raw_row nulls last) as bigint) as line_number,
  r.growth,
  r.raw_row,
  r.is_dropped,
  r.is_good,
  r.is_future,
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
where case
    when not :has_days then
      k.row_key is null
      and t.raw_row is null
      and (f.above is null or r.growth is null or r.growth > f.above)
    when r.day is null then t.raw_row is null
    when f.above is null then true
    when r.growth is null or r.growth > f.above then true
    else r.day >= f.overlap_from and k.row_key is null and t.raw_row is null
  end
