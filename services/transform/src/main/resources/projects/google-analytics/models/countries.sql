-- A row for each month and country.
select date_trunc('month', date)::date as month, country, sum(sessions) as sessions, sum(revenue) as revenue
from {{ source('countries_daily') }}
group by 1, 2
