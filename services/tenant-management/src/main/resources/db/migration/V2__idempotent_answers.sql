-- Answers to requests with an Idempotency-Key, encrypted: they may hold a secret that was just made.
create table idempotent_answers (
    tenant_id  text        not null,
    caller     text        not null,
    key        text        not null,
    answer     bytea       not null,
    created_at timestamptz not null,
    primary key (tenant_id, caller, key)
);
create index idempotent_answers_age on idempotent_answers (tenant_id, created_at);

alter table idempotent_answers enable row level security;
alter table idempotent_answers force row level security;
create policy of_tenant on idempotent_answers
    using (is_visible_tenant(tenant_id)) with check (is_visible_tenant(tenant_id));
grant select, insert, delete on idempotent_answers to ${app_role};
