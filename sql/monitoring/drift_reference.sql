-- One row: the snapshot that a feature, or the prediction, is compared with.
select
  cast(:name as string) as name,
  cast(:reference_date as date) as reference_date
