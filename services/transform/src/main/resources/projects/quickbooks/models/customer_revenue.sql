-- A row for each month and customer: what they were invoiced.
select
    date_trunc('month', txn_date)::date as month,
    coalesce(nullif(customer_name, ''), 'Unknown') as customer,
    count(*) as invoices,
    sum(total_amt) as invoiced
from {{ source('invoices') }}
where txn_date is not null
group by 1, 2
