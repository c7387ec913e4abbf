create table tenants (
    tenant_id  text        primary key,
    name       text        not null check (length(name) between 1 and 80),
    created_at timestamptz not null
);

create table members (
    tenant_id text        not null references tenants on delete cascade,
    id        uuid        not null,
    subject   text        not null,
    email     text        not null,
    name      text        not null,
    role      text        not null check (role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')),
    joined_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, subject)
);
create index members_subject on members (subject);

create table invitations (
    tenant_id  text        not null references tenants on delete cascade,
    id         uuid        not null,
    email      text        not null,
    role       text        not null check (role in ('OWNER', 'ADMIN', 'EDITOR', 'VIEWER')),
    invited_by text        not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, email)
);
create index invitations_id on invitations (id);
create index invitations_email on invitations (email);

-- A key is 256 random bits, so a plain hash of it can't be turned back.
create table api_keys (
    tenant_id    text        not null references tenants on delete cascade,
    id           uuid        not null,
    name         text        not null,
    role         text        not null check (role in ('ADMIN', 'EDITOR', 'VIEWER')),
    prefix       text        not null,
    key_hash     bytea       not null unique,
    created_by   text        not null,
    created_at   timestamptz not null,
    last_used_at timestamptz,
    expires_at   timestamptz,
    primary key (tenant_id, id)
);

create table audit_events (
    tenant_id text        not null references tenants on delete cascade,
    id        uuid        not null,
    at        timestamptz not null,
    actor     text        not null,
    action    text        not null,
    object    text        not null,
    details   jsonb       not null,
    primary key (tenant_id, id)
);

-- A warehouse without a tenant waits in the pool; its roles can't log in until it is assigned.
create table warehouses (
    database_name        text        primary key,
    host                 text        not null,
    port                 int         not null,
    tenant_id            text        unique references tenants,
    loader_password      bytea,
    transformer_password bytea,
    reader_password      bytea,
    created_at           timestamptz not null
);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['tenants', 'members', 'invitations', 'api_keys', 'audit_events'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app_role}', tenant_table);
    end loop;
end $$;

alter table warehouses enable row level security;
alter table warehouses force row level security;
create policy pooled_or_of_tenant on warehouses
    using (tenant_id is null or is_visible_tenant(tenant_id))
    with check (tenant_id is null or is_visible_tenant(tenant_id));
grant select, insert, update, delete on warehouses to ${app_role};
