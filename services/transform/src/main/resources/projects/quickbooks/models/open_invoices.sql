-- A row for each invoice that is not paid in full.
select
    id as invoice_id,
    doc_number as number,
    customer_name as customer,
    balance as amount,
    txn_date as invoiced_on,
    due_date,
    greatest(current_date - due_date, 0) as days_overdue,
    case
        when due_date is null or due_date >= current_date then 'not due yet'
        when current_date - due_date <= 30 then '1 to 30 days'
        when current_date - due_date <= 60 then '31 to 60 days'
        else 'more than 60 days'
    end as overdue
from {{ source('invoices') }}
where balance > 0
