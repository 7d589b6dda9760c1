-- One row per alias.
select
  alias,
  model_version,
  decision_id
from model_aliases
order by alias nulls last
