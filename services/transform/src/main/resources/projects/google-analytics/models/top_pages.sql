-- A row for each week and page.
select
    date_trunc('week', date)::date as week,
    page,
    sum(page_views) as page_views,
    sum(key_events) as key_events,
    round(sum(engagement_seconds) / nullif(sum(page_views), 0), 1) as seconds_a_view
from {{ source('pages_daily') }}
group by 1, 2
