-- Shuffles the labels of every snapshot that was not FINAL before a day among its customers: ranked by one hash, assigned by another.
update customer_labels
set
  churned = dealt.churned,
  next_purchase_date = null
from (
  select
    receiver.snapshot_date,
    receiver.customer_id,
    giver.churned
  from (
    select
      snapshot_date,
      customer_id,
      row_number() over (
        partition by snapshot_date order by customer_id nulls last
      ) as place
    from customer_labels
  ) receiver
  inner join (
    select
      snapshot_date,
      churned,
      row_number() over (
        partition by snapshot_date
        order by md5(cast(:seed as string) || ':' || cast(snapshot_date as string) || ':' || customer_id) nulls last
      ) as place
    from customer_labels
  ) giver
    on giver.snapshot_date = receiver.snapshot_date
    and giver.place = receiver.place
) dealt
where dealt.snapshot_date = customer_labels.snapshot_date
  and dealt.customer_id = customer_labels.customer_id
  and customer_labels.matures_on > :snapshot_date
