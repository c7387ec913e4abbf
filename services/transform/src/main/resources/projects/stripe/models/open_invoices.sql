-- A row for each invoice that is sent and not paid.
select
    i.id as invoice_id,
    i.number,
    coalesce(nullif(c.name, ''), c.email, i.customer) as customer,
    upper(i.currency) as currency,
    round(i.amount_remaining / coalesce(u.units, 100), 2) as amount,
    i.created_at,
    i.due_at,
    case when i.due_at < now() then 'overdue' else 'not due yet' end as state
from {{ source('invoices') }} i
left join {{ source('customers') }} c on c.id = i.customer
left join {{ ref('currency_units') }} u on u.currency = i.currency
where i.status = 'open' and i.amount_remaining > 0
