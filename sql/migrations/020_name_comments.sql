-- Features read the sentiments of the comments, not the feed.
update lineage_edges
set input_name = 'feedback_sentiment'
where stage = 'features'
  and input_name = 'feedback'
