-- One row per secret that ids are hashed with; made once, at the first erasure.
create table if not exists forgetting_keys (
  key_name string not null, -- start of the key's own SHA-256
  key_hex string not null, -- 32 bytes of chance, hexadecimal
  made_at timestamp not null,
  run_id string not null
)
