-- What every service's database has. Services' own migrations start at V1.

-- Row-level security of every tenant table uses it: a row passes when it is of the tenant that the connection works
-- for, or when the platform itself works across tenants. With no setting nothing passes.
create function is_visible_tenant(tenant text) returns boolean
    language sql stable
    return tenant = nullif(current_setting('app.tenant_id', true), '')
        or current_setting('app.tenant_id', true) = '*';

-- Events that wait for Kafka. No tenant reads it; it holds no row for longer than Kafka is away.
create table outbox (
    position    bigint generated always as identity primary key,
    event_id    uuid        not null,
    topic       text        not null,
    message_key text        not null,
    event       bytea       not null,
    created_at  timestamptz not null default now()
);

-- Which events a consumer has handled, so that it handles none twice.
create table processed_events (
    consumer     text        not null,
    event_id     uuid        not null,
    processed_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index processed_events_age on processed_events (processed_at);

-- The tenants' data keys, wrapped by the key of the configuration.
create table tenant_keys (
    tenant_id   text        primary key,
    wrapped_key bytea       not null,
    created_at  timestamptz not null default now()
);
alter table tenant_keys enable row level security;
alter table tenant_keys force row level security;
create policy of_tenant on tenant_keys using (is_visible_tenant(tenant_id)) with check (is_visible_tenant(tenant_id));

grant usage on schema public to ${app_role};
grant select, insert, delete on outbox to ${app_role};
grant select, insert, delete on processed_events to ${app_role};
grant select, insert on tenant_keys to ${app_role};
