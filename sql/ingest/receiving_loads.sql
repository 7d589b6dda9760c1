-- One row per load that the run has handed rows over to.
select distinct load_number
from duplicate_rows
where handed_by = :run_id
order by load_number nulls last
