-- One row per snapshot with FINAL labels, model version and tenth of the probability: what was said, and what came.
create or replace view report_calibration as
with judged_predictions as (
  select
    p.snapshot_date,
    p.model_version,
    p.churn_probability,
    l.churned,
    greatest(1, ceil(p.churn_probability * 10)) as tenth
  from churn_predictions p
  inner join customer_labels l
    on l.snapshot_date = p.snapshot_date
    and l.customer_id = p.customer_id
  where l.label_state = 'FINAL'
    and p.churn_probability between 0 and 1
),

tenths as (
  select
    snapshot_date,
    model_version,
    tenth,
    cast(count(*) as double) as n,
    cast(sum(churned) as double) / count(*) as share,
    cast(sum(cast(churn_probability as decimal(38,12))) as double) / count(*) as mean_probability,
    3.841458820694124 as z_squared -- 1.96 squared: Wilson's 95 % interval
  from judged_predictions
  group by snapshot_date, model_version, tenth
)

select
  snapshot_date,
  model_version,
  cast(tenth as bigint) as tenth, -- 1 = up to 0.1, 10 = above 0.9
  cast(n as bigint) as customers,
  cast(mean_probability as double) as mean_probability, -- what the model said
  cast(share as double) as churned_share, -- what came
  cast((share + z_squared / (2 * n) - sqrt(z_squared * (share * (1 - share) + z_squared / (4 * n)) / n)) / (1 + z_squared / n) as double) as low,
  cast((share + z_squared / (2 * n) + sqrt(z_squared * (share * (1 - share) + z_squared / (4 * n)) / n)) / (1 + z_squared / n) as double) as high
from tenths
