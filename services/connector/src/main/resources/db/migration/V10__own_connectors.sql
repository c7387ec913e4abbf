-- Manifests that somebody tries, and what came of it. Encrypted: settings hold secrets, and answers hold rows.
create table trials (
    tenant_id  text        not null,
    id         uuid        not null,
    state      text        not null check (state in ('WAITING', 'RUNNING', 'DONE')),
    request    bytea       not null,
    answer     bytea,
    worker     text,
    created_at timestamptz not null,
    started_at timestamptz,
    primary key (tenant_id, id)
);
create index trials_id on trials (id);
create index trials_age on trials (created_at);

create table own_connectors (
    tenant_id  text        not null,
    id         uuid        not null,
    -- Of the connector, as sources name it; it stays when the title changes.
    name       text        not null,
    title      text        not null,
    summary    text        not null,
    colour     text        not null,
    initials   text        not null,
    newest     int         not null,
    version    int         not null,
    created_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, name)
);

create table own_connector_versions (
    tenant_id            text        not null,
    id                   uuid        not null,
    connector_id         uuid        not null,
    number               int         not null,
    -- Encrypted: people write secrets into them, whatever they are told.
    manifest             bytea       not null,
    configuration_schema jsonb       not null,
    streams              jsonb       not null,
    created_by           text        not null,
    created_at           timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, connector_id, number),
    foreign key (tenant_id, connector_id) references own_connectors on delete cascade
);

-- Null with a connector that workers have announced.
alter table sources add column own_version_id uuid;
alter table sources add foreign key (tenant_id, own_version_id) references own_connector_versions;
create index sources_of_own_version on sources (tenant_id, own_version_id) where own_version_id is not null;

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['trials', 'own_connectors', 'own_connector_versions'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app_role}', tenant_table);
    end loop;
end $$;
