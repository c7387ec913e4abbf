-- A row for each month and source: new leads, and how many of them were converted since.
select
    date_trunc('month', created_date at time zone 'UTC')::date as month,
    coalesce(lead_source, 'Unknown') as source,
    count(*) as leads,
    count(*) filter (where is_converted) as converted
from {{ source('leads') }}
where not coalesce(is_deleted, false)
group by 1, 2
