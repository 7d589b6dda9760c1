-- One row per file of a feed's table: its rows by what becomes of them, and their hash.
select
  file_number,
  cast(count(*) as bigint) as row_count,
  cast(sum(md5_number_lower64(raw_row)) as string) as row_hash,
  cast(count_if(is_dropped) as bigint) as rows_dropped,
  cast(count_if(not is_dropped and not is_good) as bigint) as rows_in_doubt
from table_lines
where file_number is not null
  and not is_future
group by file_number
order by file_number nulls last
