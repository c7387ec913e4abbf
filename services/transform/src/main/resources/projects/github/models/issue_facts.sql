-- A row an issue or pull request.
select
    number,
    title,
    case when is_pull_request then 'pull request' else 'issue' end as kind,
    author,
    state,
    comments,
    created_at as opened_at,
    closed_at,
    round((extract(epoch from closed_at - created_at) / 86400)::numeric, 1) as days_to_close
from {{ source('issues') }}
