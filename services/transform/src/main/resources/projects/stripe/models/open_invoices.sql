-- A row for each invoice that is sent and not paid.
select
    i.id as invoice_id,
    i.number,
    coalesce(nullif(c.name, ''), c.email, i.customer) as customer,
    upper(i.currency) as currency,
    round(i.amount_remaining / case
        when i.currency in ('bif', 'clp', 'djf', 'gnf', 'jpy', 'kmf', 'krw', 'mga', 'pyg', 'rwf', 'ugx', 'vnd', 'vuv', 'xaf', 'xof', 'xpf')
        then 1 else 100 end::numeric, 2) as amount,
    i.created_at,
    i.due_at,
    case when i.due_at < now() then 'overdue' else 'not due yet' end as state
from {{ source('invoices') }} i
left join {{ source('customers') }} c on c.id = i.customer
where i.status = 'open' and i.amount_remaining > 0
