-- Removes the sales of the loads that the run takes back; they stand in superseded_sales.
delete from sales
where load_number in (
  select load_number
  from superseded_files
  where superseded_by = :run_id
    and file_type = 'sales'
)
