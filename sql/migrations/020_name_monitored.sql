-- The tables that evaluations and drift read, instead of the stages that write them.
update lineage_edges
set input_name = case input_name
  when 'features' then 'customer_features'
  when 'label' then 'customer_labels'
  else 'churn_predictions'
end
where stage = 'monitor'
  and input_name in ('features', 'label', 'score')
