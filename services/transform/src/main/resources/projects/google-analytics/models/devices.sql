-- A row for each month and kind of device.
select
    date_trunc('month', date)::date as month,
    device,
    sum(sessions) as sessions,
    round(sum(engaged_sessions)::numeric / nullif(sum(sessions), 0), 4) as engagement_rate
from {{ source('devices_daily') }}
group by 1, 2
