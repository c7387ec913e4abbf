create table transform_runs (
    tenant_id    text        not null,
    id           uuid        not null,
    source_id    uuid        not null,
    caused_by    uuid        not null,
    project      text        not null,
    state        text        not null check (state in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    attempt      int         not null,
    -- The sync that it follows, as its event told it.
    cause        jsonb       not null,
    models       jsonb       not null,
    failure      jsonb,
    lease_until  timestamptz,
    queued_at    timestamptz not null,
    started_at   timestamptz,
    finished_at  timestamptz,
    primary key (tenant_id, id)
);
create index transform_runs_waiting on transform_runs (queued_at) where state in ('QUEUED', 'RUNNING');
create index transform_runs_cause on transform_runs (tenant_id, caused_by);

alter table transform_runs enable row level security;
alter table transform_runs force row level security;
create policy of_tenant on transform_runs
    using (is_visible_tenant(tenant_id)) with check (is_visible_tenant(tenant_id));
grant select, insert, update, delete on transform_runs to ${app_role};
