-- A row a customer who has bought.
select
    c.id as customer_id,
    coalesce(nullif(trim(concat_ws(' ', c.first_name, c.last_name)), ''), c.email, c.id) as customer,
    nullif(c.country, '') as country,
    min(o.created_at) as first_order_at,
    max(o.created_at) as last_order_at,
    count(*) as orders,
    sum(o.total_price) as sales,
    case when count(*) > 1 then 'came back' else 'once' end as loyalty
from {{ source('customers') }} c
join {{ source('orders') }} o on o.customer_id = c.id
where not coalesce(o.test, false) and o.cancelled_at is null
group by c.id, c.first_name, c.last_name, c.email, c.country
