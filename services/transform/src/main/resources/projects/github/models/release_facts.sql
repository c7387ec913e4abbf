-- A row for each release that is published, with what was downloaded of it.
select
    r.tag_name,
    coalesce(nullif(r.name, ''), r.tag_name) as release,
    r.prerelease,
    r.published_at,
    coalesce(sum((asset ->> 'download_count')::bigint), 0) as downloads
from {{ source('releases') }} r
left join lateral jsonb_array_elements(r.assets) as asset on true
where not coalesce(r.draft, false)
group by r.tag_name, r.name, r.prerelease, r.published_at
