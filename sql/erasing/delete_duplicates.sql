-- One row goes per row of a customer that several files hold; before those of sales and comments.
delete from duplicate_rows
where (
  feed = 'sales'
  and row_key in (
    select s.transaction_id
    from sales s
    inner join customers_to_forget f
      on f.customer_id = s.customer_id
    union all
    select s.transaction_id
    from superseded_sales s
    inner join customers_to_forget f
      on f.customer_id = s.customer_id
  )
)
or (
  feed = 'feedback'
  and row_key in (
    select r.feedback_id
    from feedback_raw r
    inner join customers_to_forget f
      on f.customer_id = r.customer_id
    union all
    select r.feedback_id
    from superseded_feedback r
    inner join customers_to_forget f
      on f.customer_id = r.customer_id
  )
)
