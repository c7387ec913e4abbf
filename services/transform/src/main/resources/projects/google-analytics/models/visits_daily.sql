-- A row for each day and channel. People who come by two channels on a day count for both.
select
    date as day,
    channel,
    sum(sessions) as sessions,
    sum(engaged_sessions) as engaged_sessions,
    sum(total_users) as users,
    sum(new_users) as new_users,
    sum(page_views) as page_views,
    sum(key_events) as key_events,
    sum(revenue) as revenue
from {{ source('traffic_daily') }}
group by 1, 2
