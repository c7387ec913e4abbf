-- A row a day: what came in, what went back. Refunded payments count as nothing.
select
    (created_at at time zone 'UTC')::date as day,
    coalesce(sum(amount) filter (where status = 'succeeded'), 0) as revenue,
    coalesce(sum(amount) filter (where status = 'refunded'), 0) as refunds,
    count(*) filter (where status = 'succeeded') as payments,
    count(*) filter (where status = 'failed') as failed_payments
from {{ source('payments') }}
group by 1
