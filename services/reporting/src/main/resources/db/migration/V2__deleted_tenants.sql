-- Tenants that were deleted: nothing starts in them. Once one has ended its rows are erased, and events that come late pass it by. The
-- row outlives its tenant, so the column is not called tenant_id: every table with one is emptied.
create table deleted_tenants (
    id         text        primary key,
    deleted_at timestamptz not null default now(),
    ended_at   timestamptz
);
alter table deleted_tenants enable row level security;
alter table deleted_tenants force row level security;
create policy of_tenant on deleted_tenants using (is_visible_tenant(id)) with check (is_visible_tenant(id));
grant select, insert, update, delete on deleted_tenants to ${app_role};

-- Data keys go with their tenants, and are wrapped anew when the key of the configuration changes.
grant update, delete on tenant_keys to ${app_role};
