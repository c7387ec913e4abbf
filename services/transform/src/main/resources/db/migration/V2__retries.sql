-- A queued run is not claimed before this: the pause between two attempts.
alter table transform_runs add column not_before timestamptz not null default now();
