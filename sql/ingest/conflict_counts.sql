-- One row: how many rows of a landed file conflict with others, and of how many of them the text has not landed.
select
  cast(count(*) as bigint) as conflicts,
  cast(nvl(sum(iff(raw_row = '', 1, 0)), 0) as bigint) as without_text
from conflicting_rows
