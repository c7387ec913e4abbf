-- A row for each day and source: new contacts.
select
    (createdate at time zone 'UTC')::date as day,
    coalesce(hs_analytics_source, 'UNKNOWN') as source,
    count(*) as contacts,
    count(*) filter (where lifecyclestage = 'customer') as customers
from {{ source('contacts') }}
where createdate is not null and not coalesce(archived, false)
group by 1, 2
