-- One row per snapshot that a statement computes or reads.
select cast(d.snapshot_date as date) as snapshot_date
from (values :snapshot_dates) as d (snapshot_date)
