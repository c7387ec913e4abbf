-- A row for each stage with open deals.
select pipeline, stage, stage_order, count(*) as deals, sum(amount) as amount
from {{ ref('deal_facts') }}
where state = 'open'
group by pipeline, stage, stage_order
