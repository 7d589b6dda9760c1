-- One row per erased customer and key: the hash of the id, and the key that it was made with.
select
  k.key_name,
  k.key_hex,
  f.customer_hash
from forgotten_customers f
inner join forgetting_keys k
  on k.key_name = f.key_name
order by f.customer_hash nulls last, k.key_name nulls last
