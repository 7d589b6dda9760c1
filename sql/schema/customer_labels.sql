-- One row per snapshot and customer with a purchase before the snapshot.
create table if not exists customer_labels (
  snapshot_date date not null,
  customer_id string not null,
  churned bigint, -- 1 = no purchase in the churn window, 0 = at least one; null unless FINAL
  label_state string not null, -- PENDING, FINAL, or NO_EVIDENCE where sales are missing in the churn window; the same for a whole snapshot
  matures_on date not null, -- snapshot + churn window + grace
  next_purchase_date date -- first purchase in the churn window; null without one and unless FINAL
)
