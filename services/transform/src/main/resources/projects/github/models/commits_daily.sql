-- A row for each day and author.
select (committed_at at time zone 'UTC')::date as day, coalesce(author_name, 'unknown') as author, count(*) as commits
from {{ source('commits') }}
where committed_at is not null
group by 1, 2
