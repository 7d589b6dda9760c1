-- One row per month of the rows of a feed's table that are not loaded yet: their number and hash, how far the growing column has come, and how many are good or in doubt; the month is null for rows without a day. Rows whose day has not come yet are apart.
select
  month_start,
  is_future,
  cast(count(*) as bigint) as row_count,
  cast(sum(md5_number_lower64(raw_row)) as string) as row_hash,
  cast(max(iff(above is null or growth > above, growth, above)) as string) as grown_to,
  cast(count_if(growth is null) as bigint) as rows_without_growth,
  cast(count_if(outcome = 'GOOD' and not is_known) as bigint) as rows_good,
  cast(count_if(outcome = 'IN_DOUBT') as bigint) as rows_in_doubt
from table_lines
group by month_start, is_future
order by month_start nulls last, is_future nulls last
