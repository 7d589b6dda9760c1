-- One row per metric: how estimates did whose labels have come.
create or replace view estimate_record as
with judged as (
  select
    metric,
    status,
    covered,
    cast(error as decimal(18,9)) as error
  from performance_estimates
  where error is not null
)

select
  metric, -- auc, brier
  count(*) as judged, -- estimates with a realised value
  count_if(status = 'OK') as trusted, -- of them with a band
  count_if(covered = 1) as covered, -- of these, the band held the realised value
  cast(avg(case when status = 'OK' then error end) as double) as bias, -- mean of estimate less realised value of the trusted ones
  cast(avg(case when status = 'UNTRUSTED' then error end) as double) as untrusted_bias, -- the same of the untrusted ones
  case when count_if(status = 'OK') >= 5 then cast(count_if(covered = 1) as double) / count_if(status = 'OK') end as coverage -- share of bands that held; null before five
from judged
group by metric
