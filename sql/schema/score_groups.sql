-- One row per slice, segment, label and score of the rows being evaluated; empty between evaluations.
create table if not exists score_groups (
  slice string not null, -- a model version, or a part of the training rows
  segment string not null, -- all, or column=value
  answer string not null, -- model, recency
  score double not null, -- ranks the rows; higher = likelier to churn
  probability double not null, -- of churn that the answer gives, in [0, 1]
  row_count bigint not null,
  positives bigint not null, -- of them churned
  flagged bigint not null, -- of them predicted to churn
  flagged_positives bigint not null -- churned and predicted to
)
