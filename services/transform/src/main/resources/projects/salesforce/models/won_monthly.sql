-- A row a month: opportunities that were closed in it.
select
    date_trunc('month', close_date)::date as month,
    count(*) filter (where state = 'won') as won,
    count(*) filter (where state = 'lost') as lost,
    coalesce(sum(amount) filter (where state = 'won'), 0) as won_amount,
    round(count(*) filter (where state = 'won')::numeric / count(*), 4) as win_rate
from {{ ref('opportunity_facts') }}
where state in ('won', 'lost') and close_date is not null
group by 1
