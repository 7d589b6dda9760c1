-- Decisions say why the challenger was trained: the column trained_because.
alter table model_decisions add column if not exists trained_because string
