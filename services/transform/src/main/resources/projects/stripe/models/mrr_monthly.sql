-- A row a month: recurring revenue and customers, and how they moved against the month before.
with moves as (
    select
        coalesce(now_active.month, (before.month + interval '1 month')::date) as month,
        now_active.customer_id as present,
        before.customer_id as earlier,
        now_active.mrr
    from {{ ref('customer_months') }} now_active
    full join {{ ref('customer_months') }} before
        on before.customer_id = now_active.customer_id
        and before.month = (now_active.month - interval '1 month')::date
)
select
    month,
    coalesce(sum(mrr), 0) as mrr,
    count(present) as active_customers,
    count(*) filter (where present is not null and earlier is null) as new_customers,
    count(*) filter (where present is null) as churned_customers,
    round(
        count(*) filter (where present is null)::numeric / nullif(count(earlier), 0),
        4
    ) as churn_rate
from moves
where month <= (now() at time zone 'UTC')::date
group by month
