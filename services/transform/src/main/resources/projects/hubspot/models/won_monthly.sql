-- A row a month: deals that were closed in it.
select
    date_trunc('month', closed_at at time zone 'UTC')::date as month,
    count(*) filter (where state = 'won') as won_deals,
    count(*) filter (where state = 'lost') as lost_deals,
    coalesce(sum(amount) filter (where state = 'won'), 0) as won_amount,
    round(count(*) filter (where state = 'won')::numeric / count(*), 4) as win_rate,
    round(avg(days_to_close) filter (where state = 'won'), 1) as days_to_close
from {{ ref('deal_facts') }}
where state in ('won', 'lost') and closed_at is not null
group by 1
