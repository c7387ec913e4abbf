create table dashboards (
    tenant_id  text        not null,
    id         uuid        not null,
    source_id  uuid        not null,
    title      text        not null,
    kind       text        not null check (kind in ('PACKAGED', 'AUTOMATIC')),
    cards      jsonb       not null,
    version    int         not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    primary key (tenant_id, id),
    unique (tenant_id, source_id)
);

-- Grows whenever the tables of a schema change; an answer is of the version that it was computed at.
create table data_versions (
    tenant_id   text        not null,
    schema_name text        not null,
    source_id   uuid        not null,
    source_name text        not null,
    version     bigint      not null,
    changed_at  timestamptz not null,
    primary key (tenant_id, schema_name)
);

do $$
declare
    tenant_table text;
begin
    foreach tenant_table in array array['dashboards', 'data_versions'] loop
        execute format('alter table %I enable row level security', tenant_table);
        execute format('alter table %I force row level security', tenant_table);
        execute format('create policy of_tenant on %I using (is_visible_tenant(tenant_id))'
            ' with check (is_visible_tenant(tenant_id))', tenant_table);
        execute format('grant select, insert, update, delete on %I to ${app_role}', tenant_table);
    end loop;
end $$;
