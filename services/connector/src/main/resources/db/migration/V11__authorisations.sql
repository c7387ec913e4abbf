-- Permissions that somebody is asked for in the browser, and the tokens that come of them, encrypted.
create table authorisations (
    tenant_id  text        not null,
    id         uuid        not null,
    connector  text        not null,
    -- Whose permission is given anew; null for a source that there is not yet.
    source_id  uuid,
    -- Who has to bring the answer: a member, or whoever has the link.
    member     text,
    link_id    uuid,
    state      text        not null check (state in ('ASKED', 'WAITING', 'EXCHANGING', 'DONE', 'FAILED')),
    secrets    bytea       not null,
    failure    jsonb,
    worker     text,
    moved_at   timestamptz not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, source_id) references sources on delete cascade,
    check ((member is null) <> (link_id is null))
);
create index authorisations_id on authorisations (id);
create index authorisations_age on authorisations (moved_at);

-- By which somebody without a login gives a source's permission anew, once. Only the hash of the link's token is kept.
create table reconnect_links (
    tenant_id  text        not null,
    id         uuid        not null,
    source_id  uuid        not null,
    token_hash text        not null unique,
    workspace  text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    used_at    timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, source_id) references sources on delete cascade
);

alter table sources
    -- When the permission to read it ends, where that is known, and whether that has been told.
    add column access_ends_at     timestamptz,
    add column access_ending_told boolean not null default false;
create index sources_access_ending on sources (access_ends_at) where access_ends_at is not null and not access_ending_told;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['authorisations', 'reconnect_links'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app_role}', tenant_table);
    end loop;
end $$;
