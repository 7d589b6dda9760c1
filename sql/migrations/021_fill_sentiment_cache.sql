-- One row per text that was scored before, so that it is not sent again; cut as conf/churn.conf says.
insert into sentiment_cache (text_hash, scored_by, sentiment, is_failed, cut_at)
with scored_comments as (
  select left(comment, 1500) as text, scored_by, sentiment
  from feedback_sentiment
  where sentiment is not null
  union all
  select left(comment, 1500) as text, scored_by, sentiment
  from superseded_feedback
  where sentiment is not null
)
select
  md5(text) as text_hash,
  scored_by,
  min(sentiment) as sentiment,
  false as is_failed,
  1500 as cut_at
from scored_comments
where md5(text) not in (select text_hash from sentiment_cache)
group by md5(text), scored_by
