-- One row per requested snapshot and customer: the label by the rules of the reference.
-- Of the window from the newest loaded day on, that one day is loaded. A return counts as a purchase.
select
  d.snapshot_date,
  s.customer_id,
  iff(dateadd('day', 1, max(s.transaction_date)) >= d.snapshot_date, 0, 1) as churned
from requested_snapshots d
inner join sales s
  on s.transaction_date < d.snapshot_date
where d.run_id = :run_id
group by d.snapshot_date, s.customer_id
