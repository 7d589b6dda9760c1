-- Evaluations read their rows where they stand: the table that held them meanwhile goes.
drop table if exists score_groups
