-- One row per comment that stands or was taken back.
select comment
from feedback_raw
union all
select comment
from superseded_feedback
