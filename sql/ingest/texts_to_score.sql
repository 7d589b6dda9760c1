-- One row: how many texts of comments_to_score a function was not asked about.
select count(*) as text_count
from unscored_texts
