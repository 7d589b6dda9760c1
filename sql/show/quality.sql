-- One row per stage and check, of the :up_to with the worst verdict, then the newest.
select
  cast(stage as string) as stage,
  cast(check_name as string) as check_name,
  cast(subjects as bigint) as subjects,
  cast(breaches as bigint) as breaches,
  cast(breached_subject as string) as breached_subject,
  cast(without_evidence as bigint) as without_evidence,
  cast(smallest as double) as smallest,
  cast(largest as double) as largest,
  cast(threshold as double) as threshold,
  cast(verdict as string) as verdict,
  cast(checked_at as timestamp) as checked_at,
  row_number() over (
    order by iff(verdict = 'BREACH', 1, iff(verdict = 'OK', 3, 2)) nulls last,
      checked_at desc nulls last, stage nulls last, check_name nulls last
  ) as newest_first
from data_quality_summary
qualify newest_first <= :up_to
order by newest_first nulls last
