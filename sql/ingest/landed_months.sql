-- One row per month of which sales or comments have landed; none where all months count anyhow.
select distinct date_trunc('month', coalesce(transaction_date, chat_date)) as month
from landed_rows
where feed in ('sales', 'feedback')
  and not :all_months
