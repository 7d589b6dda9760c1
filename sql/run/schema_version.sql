-- One row: the newest version that the tables were brought to and the program that did it; no row before the first is recorded.
select
  version,
  code_version
from schema_versions
order by version desc nulls last
limit 1
