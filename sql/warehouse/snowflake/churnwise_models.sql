-- The internal stage that holds the files of models, one folder per model. Not shared: DuckDB has no stages.
create stage if not exists churnwise_models comment = 'Model files of Churnwise, one folder a model, named by content'
