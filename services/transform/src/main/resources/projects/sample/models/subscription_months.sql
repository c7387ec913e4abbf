-- A row for each month and subscription that was active when the month ended; for the present month, today.
with months as (
    select
        month::date as month,
        least(month + interval '1 month', now() at time zone 'UTC') as ends_at
    from generate_series(
        (select date_trunc('month', min(started_at) at time zone 'UTC') from {{ source('subscriptions') }}),
        date_trunc('month', now() at time zone 'UTC'),
        interval '1 month'
    ) as month
)
select m.month, s.customer_id, s.subscription_id, s.plan, s.monthly_amount
from months m
join {{ source('subscriptions') }} s
    on s.started_at at time zone 'UTC' < m.ends_at
    and (s.ended_at is null or s.ended_at at time zone 'UTC' >= m.ends_at)
