-- One row: a number that baselines are made of, which is a feature, churn_probability or held_out_probability. Rows are grouped by a number at half the cost of a name.
select
  cast(:baseline_number as bigint) as baseline_number,
  cast(:name as string) as name
