-- The evaluation says whether a model is worth acting on: the column recency_gain_high.
alter table model_performance add column if not exists recency_gain_high double
