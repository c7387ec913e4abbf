-- A row for each month and customer: what they were invoiced.
select
    date_trunc('month', date)::date as month,
    coalesce(nullif(contact_name, ''), 'Unknown') as customer,
    count(*) as invoices,
    sum(total) as invoiced
from {{ source('invoices') }}
where type = 'ACCREC' and status in ('AUTHORISED', 'PAID') and date is not null
group by 1, 2
