-- One row: the snapshot that a feature, or the prediction, is compared with. A number is sorted by at a fraction of what a name costs.
select
  cast(:reference_number as bigint) as reference_number,
  cast(:name as string) as name,
  cast(:reference_date as date) as reference_date
