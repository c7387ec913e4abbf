-- A row a customer: who they are, what they have paid, and their present plan.
with paid as (
    select customer_id, sum(amount) as lifetime_revenue
    from {{ source('payments') }}
    where status = 'succeeded'
    group by customer_id
),
latest_subscription as (
    select distinct on (customer_id) customer_id, plan, monthly_amount, ended_at
    from {{ source('subscriptions') }}
    order by customer_id, started_at desc, subscription_id desc
)
select
    c.customer_id,
    c.name,
    c.company,
    c.country,
    c.channel,
    c.status,
    c.signed_up_at,
    s.plan,
    case when s.ended_at is null then s.monthly_amount else 0 end as monthly_amount,
    coalesce(p.lifetime_revenue, 0) as lifetime_revenue
from {{ source('customers') }} c
left join latest_subscription s using (customer_id)
left join paid p using (customer_id)
