-- The evaluation says whether a model is worth acting on: the column constant_gain_low.
alter table model_performance add column if not exists constant_gain_low double
