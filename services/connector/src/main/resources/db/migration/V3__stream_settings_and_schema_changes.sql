alter table sources
    -- Streams as they were found last, where the pipeline holds on to what it knows.
    add column held                jsonb,
    -- Scheduled syncs that failed one after another, and why the schedule stands still.
    add column failures_in_a_row   int  not null default 0,
    add column paused_reason       text;

-- Whether the schedule started it, not a person.
alter table runs add column scheduled boolean not null default false;

create table schema_changes (
    tenant_id text        not null,
    id        uuid        not null,
    source_id uuid        not null,
    run_id    uuid        not null,
    at        timestamptz not null,
    stream    text        not null,
    -- Null when it is the whole stream.
    field     text,
    kind      text        not null check (kind in ('ADDED', 'REMOVED', 'TYPE_CHANGED')),
    from_type text,
    to_type   text,
    state     text        not null check (state in ('FOLLOWED', 'HELD', 'ACCEPTED')),
    primary key (tenant_id, id),
    foreign key (tenant_id, source_id) references sources on delete cascade
);
create index schema_changes_of_source on schema_changes (tenant_id, source_id, id desc);
create index schema_changes_held on schema_changes (tenant_id, source_id) where state = 'HELD';

-- The keys that hash columns, encrypted with the tenants' data keys.
create table hash_keys (
    tenant_id  text        primary key,
    encrypted  bytea       not null,
    created_at timestamptz not null default now()
);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['schema_changes', 'hash_keys'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
    end loop;
end $$;
grant select, insert, update, delete on schema_changes to ${app_role};
grant select, insert on hash_keys to ${app_role};
