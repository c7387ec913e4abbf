-- A row for each day and channel. Orders that are tests or were cancelled count as nothing.
select
    (created_at at time zone 'UTC')::date as day,
    coalesce(channel, 'unknown') as channel,
    count(*) as orders,
    sum(total_price) as sales,
    sum(total_refunded) as refunds,
    sum(total_discounts) as discounts,
    count(distinct customer_id) as customers
from {{ source('orders') }}
where not coalesce(test, false) and cancelled_at is null
group by 1, 2
