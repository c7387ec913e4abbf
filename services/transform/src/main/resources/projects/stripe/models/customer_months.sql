-- A row for each month and customer with an active subscription at its end.
select month, customer_id, sum(monthly_amount) as mrr
from {{ ref('subscription_months') }}
group by month, customer_id
