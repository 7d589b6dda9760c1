-- One row per key that ids are hashed with, the first one made first.
select
  key_name,
  key_hex
from forgetting_keys
order by made_at nulls last, key_name nulls last
