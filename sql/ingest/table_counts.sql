-- One row per file of a feed's table that has landed: its rows by what becomes of them, their hash, and the days of those of erased customers.
select
  file_number,
  cast(count(*) as bigint) as row_count,
  cast(sum(md5_number_lower64(raw_row)) as string) as row_hash,
  cast(count_if(outcome = 'DROPPED') as bigint) as rows_dropped,
  cast(count_if(outcome = 'IN_DOUBT') as bigint) as rows_in_doubt,
  cast(count_if(outcome = 'ERASED') as bigint) as rows_erased,
  min(iff(outcome = 'ERASED', nvl(transaction_date, chat_date), null)) as first_erased,
  max(iff(outcome = 'ERASED', nvl(transaction_date, chat_date), null)) as last_erased
from landing_rows
where feed = :feed
  and outcome in ('GOOD', 'DROPPED', 'IN_DOUBT', 'ERASED')
group by file_number
order by file_number nulls last
