-- A row a day, in the currency of most payments: what came in, and what went back of it.
with main as (
    select currency from {{ source('charges') }} where status = 'succeeded' group by currency order by count(*) desc, currency limit 1
)
select
    (created_at at time zone 'UTC')::date as day,
    upper(currency) as currency,
    round(coalesce(sum(amount - coalesce(amount_refunded, 0)) filter (where status = 'succeeded'), 0) / coalesce(units, 100), 2) as revenue,
    round(coalesce(sum(amount_refunded) filter (where status = 'succeeded'), 0) / coalesce(units, 100), 2) as refunds,
    count(*) filter (where status = 'succeeded') as payments,
    count(*) filter (where status = 'failed') as failed_payments
from {{ source('charges') }}
join main using (currency)
left join {{ ref('currency_units') }} using (currency)
group by day, currency, units
