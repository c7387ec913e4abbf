-- A row for each day and channel.
select
    (visited_at at time zone 'UTC')::date as day,
    channel,
    count(*) as visits,
    sum(page_views) as page_views,
    count(*) filter (where signed_up) as sign_ups
from {{ source('web_visits') }}
group by 1, 2
