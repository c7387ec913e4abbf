-- A row an opportunity, with its account and owner.
select
    o.id as opportunity_id,
    o.name as opportunity,
    a.name as account,
    a.industry,
    u.name as owner,
    o.stage_name as stage,
    coalesce(o.lead_source, 'Unknown') as source,
    coalesce(o.amount, 0) as amount,
    round(coalesce(o.amount, 0) * coalesce(o.probability, 0) / 100, 2) as weighted_amount,
    case when o.is_won then 'won' when o.is_closed then 'lost' else 'open' end as state,
    o.created_date as created_at,
    o.close_date
from {{ source('opportunities') }} o
left join {{ source('accounts') }} a on a.id = o.account_id
left join {{ source('users') }} u on u.id = o.owner_id
where not coalesce(o.is_deleted, false)
