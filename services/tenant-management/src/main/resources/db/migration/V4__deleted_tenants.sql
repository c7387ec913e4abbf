-- Who deleted which tenant when, and what came of it: the proof, which outlives the tenant and tells nothing personal. The column is
-- not called tenant_id, because every table with one is emptied of a tenant that has ended.
create table tenant_deletions (
    id          text        primary key,
    deleted_at  timestamptz not null,
    -- The member's id; who that was is erased with the members.
    deleted_by  text        not null,
    ends_at     timestamptz not null,
    ended_at    timestamptz,
    -- The services that have not said yet that they have nothing of it any more, and when they were asked last.
    waiting_for jsonb       not null,
    asked_at    timestamptz,
    erased_at   timestamptz
);
create index tenant_deletions_unfinished on tenant_deletions (ends_at) where erased_at is null;
alter table tenant_deletions enable row level security;
alter table tenant_deletions force row level security;
create policy of_tenant on tenant_deletions using (is_visible_tenant(id)) with check (is_visible_tenant(id));
grant select, insert, update, delete on tenant_deletions to ${app_role};

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
