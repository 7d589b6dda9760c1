-- One row per requested snapshot: the values that FeatureValidator checks, in one pass.
select
  cast(f.snapshot_date as date) as snapshot_date,
  cast(count(*) as bigint) as row_count,
  cast(count(*) - count(distinct f.customer_id) as bigint) as duplicate_keys,
  cast(count_if(f.last_purchase_date >= f.snapshot_date) as bigint) as purchases_after_snapshot,
  cast(count_if(f.days_since_last_purchase < 1) as bigint) as impossible_recency,
  cast(count_if(f.tenure_days < 0) as bigint) as negative_tenure,
  cast(
    count_if(
      f.count_orders_past_7d > f.count_orders_past_1mm
      or f.count_orders_past_1mm > f.count_orders_past_2mm
      or f.count_orders_past_2mm > f.count_orders_past_3mm
      or f.count_orders_past_3mm > f.count_orders_total
    ) as bigint
  ) as windows_not_nested,
  cast(count_if(f.sentiment_min_4 < -1 or f.sentiment_avg_2 > 1) as bigint) as sentiment_out_of_range,
  cast(count_if(f.age is null and f.location is null and f.customer_segment is null) as bigint) as without_attributes,
  cast(count(iff(f.attributes_valid_from > f.snapshot_date, f.attributes_valid_from, null)) as bigint) as attributes_younger_than_snapshot,
  cast(count(iff(f.attributes_valid_from > f.snapshot_date, f.age, null)) as bigint) as age_younger_than_snapshot,
  cast(count(iff(f.attributes_valid_from > f.snapshot_date, f.gender, null)) as bigint) as gender_younger_than_snapshot,
  cast(count(iff(f.attributes_valid_from > f.snapshot_date, f.location, null)) as bigint) as location_younger_than_snapshot,
  cast(count(iff(f.attributes_valid_from > f.snapshot_date, f.customer_segment, null)) as bigint) as customer_segment_younger_than_snapshot
from customer_features f
inner join requested_snapshots r
  on r.snapshot_date = f.snapshot_date
group by f.snapshot_date
order by f.snapshot_date nulls last
