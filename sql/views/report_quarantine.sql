-- One row per feed, rule and column: the bad rows that wait in quarantine.
create or replace view report_quarantine as
select
  feed,
  rule,
  column_name, -- null where the rule is about the whole row
  cast(count(*) as bigint) as rows_waiting,
  cast(count(distinct file_name) as bigint) as files,
  max(file_name) as last_file
from quarantine
group by feed, rule, column_name
