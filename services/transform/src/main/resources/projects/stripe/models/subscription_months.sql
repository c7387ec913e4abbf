-- A row for each month and subscription that was active when the month ended; for the present month, today. In the currency
-- of most subscriptions.
with main as (
    select currency from {{ source('subscriptions') }} group by currency order by count(*) desc, currency limit 1
),
items as (
    select
        s.id,
        sum(
            coalesce((item -> 'price' ->> 'unit_amount')::numeric, 0) * coalesce((item ->> 'quantity')::numeric, 1)
            -- A week is 12/52 of a month, a day 12/365.
            * case item -> 'price' -> 'recurring' ->> 'interval' when 'year' then 1 / 12.0 when 'week' then 52 / 12.0 when 'day' then 365 / 12.0 else 1 end
            / coalesce((item -> 'price' -> 'recurring' ->> 'interval_count')::numeric, 1)
        ) as amount
    from {{ source('subscriptions') }} s
    join main using (currency)
    cross join lateral jsonb_array_elements(s.items -> 'data') as item
    group by s.id
),
months as (
    select month::date as month, least(month + interval '1 month', now() at time zone 'UTC') as ends_at
    from generate_series(
        (select date_trunc('month', min(started_at) at time zone 'UTC') from {{ source('subscriptions') }}),
        date_trunc('month', now() at time zone 'UTC'),
        interval '1 month'
    ) as month
)
select
    m.month,
    s.id as subscription_id,
    s.customer as customer_id,
    round(i.amount / coalesce(u.units, 100), 2) as monthly_amount
from months m
join {{ source('subscriptions') }} s
    on s.started_at at time zone 'UTC' < m.ends_at
    and (s.ended_at is null or s.ended_at at time zone 'UTC' >= m.ends_at)
    -- Who has not paid the first invoice, or only tries it out, pays nothing yet.
    and s.status not in ('incomplete', 'incomplete_expired', 'trialing')
join items i on i.id = s.id
left join {{ ref('currency_units') }} u on u.currency = s.currency
