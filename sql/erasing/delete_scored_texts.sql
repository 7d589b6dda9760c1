-- Deletes what is known of texts that no comment of another customer has: a short text may be guessed by its hash.
delete from sentiment_cache
where text_hash not in (
  select md5(left(f.comment, c.cut_at))
  from (
    select comment, customer_id
    from feedback_raw
    union all
    select comment, customer_id
    from superseded_feedback
  ) f
  cross join (
    select distinct cut_at
    from sentiment_cache
  ) c
  where f.comment is not null
    and f.customer_id not in (select customer_id from customers_to_forget)
)
