-- One row per snapshot and customer with a purchase before the snapshot; everything from days strictly before it.
create table if not exists customer_features (
  snapshot_date date not null,
  customer_id string not null,
  age bigint, -- years; null for a buyer without a customers row
  gender string,
  location string,
  customer_segment string,
  attributes_valid_from date, -- of the four columns above; after the snapshot where nothing was known of the customer by then
  tenure_days bigint not null, -- >= 1; since sign-up if that is before the snapshot, else since the first purchase
  last_purchase_date date not null,
  days_since_last_purchase bigint not null, -- >= 1
  sum_total_amount_past_7d double not null, -- money, the 7 days before the snapshot, less what was returned then; may be negative
  sum_total_amount_past_1mm double not null, -- money, the calendar month before the snapshot
  sum_total_amount_past_2mm double not null,
  sum_total_amount_past_3mm double not null,
  count_orders_past_7d bigint not null, -- purchases
  count_orders_past_1mm bigint not null,
  count_orders_past_2mm bigint not null,
  count_orders_past_3mm bigint not null,
  count_orders_total bigint not null, -- >= 1
  sum_total_amount_total double not null,
  avg_order_amount double not null, -- money an order, all orders before the snapshot; without returns
  count_purchase_days bigint, -- days with a purchase, >= 1; null in rows of a release before tables of version 27
  silence_in_gaps double, -- days since the last purchase over the mean gap between purchase days, > 0; null with one purchase day
  sentiment_min_2 double not null, -- of the newest 2 comments; 0 without comments
  sentiment_min_3 double not null,
  sentiment_min_4 double not null,
  sentiment_avg_2 double not null,
  sentiment_avg_3 double not null,
  sentiment_avg_4 double not null
)
