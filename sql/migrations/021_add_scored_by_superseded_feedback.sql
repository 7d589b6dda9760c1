-- Scores name their function: the column of superseded_feedback.
alter table superseded_feedback add column if not exists scored_by string
