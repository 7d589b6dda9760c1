-- One row per requested snapshot that a model version has scored and concept that comes first among a customer's reasons, or none: customers, those predicted to churn, without a probability, to contact, held out, of whom little is known.
select
  cast(p.snapshot_date as date) as snapshot_date,
  cast(split_part(p.reason_1, ':', 1) as string) as concept,
  cast(count(*) as bigint) as customers,
  cast(sum(p.churn_predicted) as bigint) as flagged,
  cast(sum(iff(p.churn_probability between 0 and 1, 0, 1)) as bigint) as invalid,
  cast(count_if(p.contact_group = 'contact') as bigint) as contacts,
  cast(count_if(p.contact_group = 'holdout') as bigint) as held_out,
  cast(sum(zeroifnull(p.short_history)) as bigint) as short_history
from churn_predictions p
inner join requested_snapshots r
  on r.snapshot_date = p.snapshot_date
where p.model_version = :model_version
group by p.snapshot_date, split_part(p.reason_1, ':', 1)
order by p.snapshot_date nulls last, concept nulls last
