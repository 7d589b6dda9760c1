"""Features and labels of a snapshot, by SQL in DuckDB, written as one would for DuckDB alone."""

import datetime

import duckdb

from .settings import FEATURES, whole

FEATURE_TYPES = {"numeric": "double", "categorical": "varchar", "date": "date"}

SNAPSHOT_FEATURES = """
insert into customer_features by name
with purchases as (
  select
    customer_id,
    min(transaction_date) as first_purchase,
    max(transaction_date) as last_purchase_date,
    sum(total_amount) filter (transaction_date >= $day - interval 7 days) as amount_7d,
    sum(total_amount) filter (transaction_date >= $day - interval 1 month) as amount_1mm,
    sum(total_amount) filter (transaction_date >= $day - interval 2 months) as amount_2mm,
    sum(total_amount) filter (transaction_date >= $day - interval 3 months) as amount_3mm,
    count(*) filter (transaction_date >= $day - interval 7 days) as orders_7d,
    count(*) filter (transaction_date >= $day - interval 1 month) as orders_1mm,
    count(*) filter (transaction_date >= $day - interval 2 months) as orders_2mm,
    count(*) filter (transaction_date >= $day - interval 3 months) as orders_3mm,
    count(*) as orders_total,
    count(distinct transaction_date) as purchase_days,
    sum(total_amount) as amount_total
  from sales
  where transaction_date < $day
  group by customer_id
),
attributes as (
  select * from customers
  qualify row_number() over (
    partition by customer_id
    order by if(valid_from <= $day, valid_from, null) desc nulls last,
      if(valid_from <= $day, load_number, null) desc nulls last, valid_from, load_number
  ) = 1
),
newest as (
  select
    customer_id,
    sentiment,
    row_number() over (
      partition by customer_id
      order by chat_date desc, feedback_id desc
    ) as place
  from feedback
  where chat_date < $day and sentiment is not null
  qualify place <= 4
),
moods as (
  select
    customer_id,
    min(sentiment) filter (place <= 2) as min_2,
    min(sentiment) filter (place <= 3) as min_3,
    min(sentiment) as min_4,
    any_value(sentiment) filter (place = 1) as s1,
    coalesce(any_value(sentiment) filter (place = 2), 0) as s2,
    coalesce(any_value(sentiment) filter (place = 3), 0) as s3,
    coalesce(any_value(sentiment) filter (place = 4), 0) as s4,
    count(*) as comments
  from newest
  group by customer_id
)
select
  $day::date as snapshot_date,
  p.customer_id,
  a.age, a.gender, a.location, a.customer_segment,
  a.valid_from as attributes_valid_from,
  $day::date - if(a.signup_date < $day, a.signup_date, p.first_purchase) as tenure_days,
  p.last_purchase_date,
  $day::date - p.last_purchase_date as days_since_last_purchase,
  coalesce(amount_7d, 0)::double as sum_total_amount_past_7d,
  coalesce(amount_1mm, 0)::double as sum_total_amount_past_1mm,
  coalesce(amount_2mm, 0)::double as sum_total_amount_past_2mm,
  coalesce(amount_3mm, 0)::double as sum_total_amount_past_3mm,
  orders_7d as count_orders_past_7d,
  orders_1mm as count_orders_past_1mm,
  orders_2mm as count_orders_past_2mm,
  orders_3mm as count_orders_past_3mm,
  orders_total as count_orders_total,
  amount_total::double as sum_total_amount_total,
  amount_total::double / orders_total as avg_order_amount,
  purchase_days as count_purchase_days,
  ($day::date - last_purchase_date) * (purchase_days - 1) / nullif(last_purchase_date - first_purchase, 0) as silence_in_gaps,
  coalesce(min_2, 0) as sentiment_min_2,
  coalesce(min_3, 0) as sentiment_min_3,
  coalesce(min_4, 0) as sentiment_min_4,
  coalesce((s1 + s2) / least(comments, 2), 0) as sentiment_avg_2,
  coalesce((s1 + s2 + s3) / least(comments, 3), 0) as sentiment_avg_3,
  coalesce((s1 + s2 + s3 + s4) / least(comments, 4), 0) as sentiment_avg_4
from purchases p
left join attributes a using (customer_id)
left join moods m using (customer_id)
"""

SNAPSHOT_LABELS = """
insert into customer_labels
select
  $day::date,
  customer_id,
  case when $matures <= $watermark then (count(*) filter (transaction_date >= $day) = 0)::bigint end,
  if($matures <= $watermark, 'FINAL', 'PENDING'),
  $matures::date,
  case when $matures <= $watermark then min(transaction_date) filter (transaction_date >= $day) end
from sales
where transaction_date < $window_end
group by customer_id
having min(transaction_date) < $day
"""

CHECKS = """
select
  count(*) as customers,
  count(*) - count(distinct customer_id) as duplicate_keys,
  count_if(last_purchase_date >= snapshot_date) as sales_of_the_future,
  count_if(tenure_days < 0 or days_since_last_purchase < 1) as impossible_days,
  count_if(count_orders_past_7d > count_orders_past_1mm or count_orders_past_1mm > count_orders_past_2mm
    or count_orders_past_2mm > count_orders_past_3mm or count_orders_past_3mm > count_orders_total) as not_nested,
  count_if(sentiment_min_4 < -1 or sentiment_avg_2 > 1) as impossible_moods
from customer_features
where snapshot_date = ?
"""


class FeatureTables:
    """customer_features and customer_labels; a snapshot is written whole."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        columns = ", ".join(f"{feature.name} {FEATURE_TYPES[feature.type]}" for feature in FEATURES)
        connection.execute(f"create table customer_features (snapshot_date date, customer_id varchar, {columns})")
        connection.execute(
            """
            create table customer_labels (snapshot_date date, customer_id varchar, churned bigint,
              label_state varchar, matures_on date, next_purchase_date date)
            """
        )

    def compute(self, snapshot: datetime.date) -> int:
        """Writes the features of a snapshot; returns how many customers have them."""
        self.connection.execute("begin")
        self.connection.execute("delete from customer_features where snapshot_date = ?", [snapshot])
        self.connection.execute(SNAPSHOT_FEATURES, {"day": snapshot})
        customers, *faults = self.connection.execute(CHECKS, [snapshot]).fetchone()
        if any(faults):
            raise SystemExit(f"the features of {snapshot} are wrong: {faults}")
        self.connection.execute("commit")
        return customers

    def label(self, snapshot: datetime.date, watermark: datetime.date) -> bool:
        """Writes the labels of a snapshot; returns whether they are final."""
        window = datetime.timedelta(days=whole("churn.window-days"))
        grace = datetime.timedelta(days=whole("churn.grace-days"))
        self.connection.execute("begin")
        self.connection.execute("delete from customer_labels where snapshot_date = ?", [snapshot])
        self.connection.execute(
            SNAPSHOT_LABELS,
            {
                "day": snapshot,
                "window_end": snapshot + window,
                "matures": snapshot + window + grace,
                "watermark": watermark,
            },
        )
        self.connection.execute("commit")
        return snapshot + window + grace <= watermark
