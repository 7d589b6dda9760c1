-- One row per text of the rows of a feed's table that are not loaded yet, that SQL does not find good, and that are of a month or of a feed without months: some of them, in their order.
select distinct raw_row
from table_lines
where outcome = 'IN_DOUBT'
  and not is_future
  and coalesce(month_start, date '0001-01-01') = :month
  and raw_row > :after_text
order by raw_row nulls last
limit 20000
