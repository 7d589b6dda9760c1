-- One row per concept that comes first among the reasons of a model version's customers at the requested snapshots.
select
  cast(split_part(p.reason_1, ':', 1) as string) as concept,
  cast(count(*) as bigint) as customers
from churn_predictions p
inner join requested_snapshots r
  on r.snapshot_date = p.snapshot_date
where p.model_version = :model_version
  and p.reason_1 is not null
group by split_part(p.reason_1, ':', 1)
order by customers desc nulls last, concept nulls last
