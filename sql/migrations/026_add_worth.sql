-- The evaluation says whether a model is worth acting on: the column worth.
alter table model_performance add column if not exists worth string
