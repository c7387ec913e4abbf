-- A row a month: what was invoiced, what was paid, and what suppliers billed. Drafts and voided ones count as nothing.
with moves as (
    select
        date,
        case when type = 'ACCREC' then total else 0 end as invoiced,
        0 as received,
        case when type = 'ACCPAY' then total else 0 end as billed
    from {{ source('invoices') }}
    where status in ('AUTHORISED', 'PAID')
    union all
    select date, 0, amount, 0 from {{ source('payments') }}
    where payment_type = 'ACCRECPAYMENT' and status = 'AUTHORISED'
)
select
    date_trunc('month', date)::date as month,
    sum(invoiced) as invoiced,
    sum(received) as received,
    sum(billed) as billed,
    sum(invoiced - billed) as margin
from moves
where date is not null
group by 1
