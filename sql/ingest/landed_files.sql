-- One row per file of the load that just landed: its records by outcome, and why it is refused, if it is.
select
  file_number,
  cast(sum(record_count) as bigint) as records_read,
  cast(sum(case when outcome = 'FILTERED' then record_count else 0 end) as bigint) as records_filtered,
  cast(sum(case when outcome = 'FORGOTTEN' then record_count else 0 end) as bigint) as records_forgotten,
  cast(sum(case when outcome = 'BAD' then record_count else 0 end) as bigint) as records_bad,
  cast(sum(case when outcome = 'GOOD' then 1 else 0 end) as bigint) as good_rows,
  cast(sum(case when outcome = 'GOOD' and is_return then 1 else 0 end) as bigint) as returns,
  min(case when outcome = 'BAD' then line_number end) as first_bad_line,
  min(case when outcome in ('GOOD', 'FORGOTTEN') then nvl(transaction_date, chat_date) end) as first_day,
  max(case when outcome in ('GOOD', 'FORGOTTEN') then nvl(transaction_date, chat_date) end) as last_day,
  min(case when outcome = 'REFUSED' then value end) as refusal,
  min(case when outcome = 'CURRENCY' then value end) as first_currency,
  max(case when outcome = 'CURRENCY' then value end) as last_currency,
  max(case when outcome = 'FILTERED' then nullif(raw_row, '') end) as header,
  false as is_kept
from landing_rows
group by file_number
order by file_number nulls last
