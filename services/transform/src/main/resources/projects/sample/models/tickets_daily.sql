-- A row for each day and category.
select
    (opened_at at time zone 'UTC')::date as day,
    category,
    count(*) as opened,
    count(closed_at) as closed,
    round(avg(satisfaction), 2) as satisfaction
from {{ source('tickets') }}
group by 1, 2
