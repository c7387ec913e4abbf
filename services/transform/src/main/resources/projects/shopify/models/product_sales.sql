-- A row for each day and product. Lines without a product are told by their title.
select
    (l.created_at at time zone 'UTC')::date as day,
    coalesce(p.title, l.title) as product,
    coalesce(nullif(p.product_type, ''), 'other') as product_type,
    sum(l.quantity) as quantity,
    sum(l.quantity * l.unit_price) as sales
from {{ source('order_lines') }} l
join {{ source('orders') }} o on o.id = l.order_id
left join {{ source('products') }} p on p.id = l.product_id
where not coalesce(o.test, false) and o.cancelled_at is null
group by 1, 2, 3
