-- A row a customer who has paid: how much, how often, and since when.
with main as (
    select currency from {{ source('charges') }} where status = 'succeeded' group by currency order by count(*) desc, currency limit 1
)
select
    ch.customer as customer_id,
    coalesce(nullif(c.name, ''), c.email, ch.customer) as customer,
    c.email,
    round(sum(ch.amount - coalesce(ch.amount_refunded, 0)) / coalesce(u.units, 100), 2) as revenue,
    count(*) as payments,
    min(ch.created_at) as first_payment_at,
    max(ch.created_at) as last_payment_at
from {{ source('charges') }} ch
join main on main.currency = ch.currency
left join {{ ref('currency_units') }} u on u.currency = ch.currency
left join {{ source('customers') }} c on c.id = ch.customer
where ch.status = 'succeeded' and ch.customer is not null
group by ch.customer, c.name, c.email, u.units
