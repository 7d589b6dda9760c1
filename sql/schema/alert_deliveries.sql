-- One row per message that a run tried to send on a channel, written after the try and outside of any stage.
create table if not exists alert_deliveries (
  delivery_key string not null, -- Idempotency-Key: hash of alert, episode, state, severity, reminder and channel
  alert_id string not null,
  episode bigint not null,
  state string not null, -- OPEN, ACKNOWLEDGED, RESOLVED
  severity string not null, -- WARNING, CRITICAL
  reminder bigint not null, -- 0 for the first message of a state
  channel string not null, -- log, file, webhook, email
  outcome string not null, -- SENT, FAILED
  attempts bigint not null,
  error string, -- null if it was sent
  tried_at timestamp not null,
  run_id string not null
)
