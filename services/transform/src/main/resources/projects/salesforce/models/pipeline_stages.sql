-- A row for each stage with open opportunities.
select stage, count(*) as opportunities, sum(amount) as amount, sum(weighted_amount) as weighted_amount
from {{ ref('opportunity_facts') }}
where state = 'open'
group by stage
