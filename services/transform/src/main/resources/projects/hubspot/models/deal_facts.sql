-- A row a deal, with the names of its stage and its owner.
with stages as (
    select
        p.id as pipeline,
        p.label as pipeline_name,
        stage ->> 'id' as dealstage,
        stage ->> 'label' as stage_name,
        coalesce((stage ->> 'displayOrder')::int, 0) as stage_order
    from {{ source('deal_pipelines') }} p
    cross join lateral jsonb_array_elements(p.stages) as stage
)
select
    d.id as deal_id,
    d.dealname as deal,
    coalesce(s.pipeline_name, d.pipeline) as pipeline,
    coalesce(s.stage_name, d.dealstage) as stage,
    coalesce(s.stage_order, 0) as stage_order,
    trim(concat_ws(' ', o.first_name, o.last_name)) as owner,
    coalesce(d.hs_analytics_source, 'UNKNOWN') as source,
    coalesce(d.amount, 0) as amount,
    case when d.hs_is_closed_won then 'won' when d.hs_is_closed then 'lost' else 'open' end as state,
    d.createdate as created_at,
    d.closedate as closed_at,
    round((extract(epoch from d.closedate - d.createdate) / 86400)::numeric, 1) as days_to_close
from {{ source('deals') }} d
left join stages s on s.pipeline = d.pipeline and s.dealstage = d.dealstage
left join {{ source('owners') }} o on o.id = d.hubspot_owner_id
where not coalesce(d.archived, false)
