-- The evaluation says whether a model is worth acting on: the column recency_gain_low.
alter table model_performance add column if not exists recency_gain_low double
