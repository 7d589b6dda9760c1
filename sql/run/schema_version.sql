-- One row: the newest version that the tables were brought to and the program that did it, or that made the views anew since; no row before the first is recorded.
select
  version,
  code_version
from schema_versions
order by version desc nulls last, applied_at desc nulls last, name desc nulls last
limit 1
