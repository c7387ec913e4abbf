-- What workers can run. Not a tenant's: the same for all.
create table connectors (
    name         text        primary key,
    descriptor   jsonb       not null,
    announced_at timestamptz not null
);
grant select, insert, update on connectors to ${app_role};

create table sources (
    tenant_id        text        not null,
    id               uuid        not null,
    connector        text        not null,
    name             text        not null,
    schema_name      text        not null,
    -- What is not secret, as the API shows it; and all of it, encrypted.
    configuration    jsonb       not null,
    encrypted        bytea       not null,
    catalog          jsonb,
    streams          jsonb       not null,
    schedule         jsonb       not null,
    next_run_at      timestamptz,
    -- The next discovery leads to a sync by itself, when it is the first.
    sync_when_ready  boolean     not null,
    version          int         not null,
    created_at       timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, schema_name)
);
create index sources_due on sources (next_run_at) where next_run_at is not null;

create table runs (
    tenant_id        text        not null,
    id               uuid        not null,
    source_id        uuid        not null,
    kind             text        not null check (kind in ('DISCOVER', 'SYNC')),
    state            text        not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    attempt          int         not null,
    fencing_token    bigint      not null,
    worker           text,
    lease_until      timestamptz,
    -- A queued run is not claimed before this: the pause between two attempts.
    not_before       timestamptz not null,
    cancel_requested boolean     not null,
    streams          jsonb       not null,
    failure          jsonb,
    queued_at        timestamptz not null,
    dispatched_at    timestamptz,
    started_at       timestamptz,
    progressed_at    timestamptz,
    finished_at      timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, source_id) references sources on delete cascade
);
create index runs_id on runs (id);
create index runs_of_source on runs (tenant_id, source_id, id desc);
create index runs_leased on runs (lease_until) where state = 'RUNNING';
create index runs_waiting on runs (not_before) where state = 'QUEUED';
-- One run of a source at a time.
create unique index runs_one_at_a_time on runs (tenant_id, source_id) where state in ('QUEUED', 'RUNNING');

create sequence fencing_tokens;

create table run_logs (
    tenant_id text        not null,
    run_id    uuid        not null,
    position  bigint      generated always as identity,
    at        timestamptz not null,
    level     text        not null,
    stream    text,
    message   text        not null,
    primary key (tenant_id, run_id, position),
    foreign key (tenant_id, run_id) references runs on delete cascade
);

create table uploads (
    tenant_id  text        not null,
    id         uuid        not null,
    file_name  text        not null,
    size_bytes bigint      not null,
    created_at timestamptz not null,
    primary key (tenant_id, id)
);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['sources', 'runs', 'run_logs', 'uploads'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app_role}', tenant_table);
    end loop;
end $$;
grant usage on sequence fencing_tokens to ${app_role};
