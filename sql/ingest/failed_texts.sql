-- One row per text among the first of unscored_texts: it could not be scored.
select
  text_hash,
  cast(:scored_by as string) as scored_by,
  cast(null as double) as sentiment,
  true as is_failed,
  cast(:max_characters as bigint) as cut_at
from unscored_texts
qualify row_number() over (order by text_hash nulls last) <= :chunk_rows
