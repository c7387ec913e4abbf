-- A row a month: what was invoiced, what was paid, and what suppliers billed.
with moves as (
    select txn_date, total_amt as invoiced, 0 as received, 0 as billed from {{ source('invoices') }}
    union all
    select txn_date, 0, total_amt, 0 from {{ source('payments') }}
    union all
    select txn_date, 0, 0, total_amt from {{ source('bills') }}
)
select
    date_trunc('month', txn_date)::date as month,
    sum(invoiced) as invoiced,
    sum(received) as received,
    sum(billed) as billed,
    sum(invoiced - billed) as margin
from moves
where txn_date is not null
group by 1
