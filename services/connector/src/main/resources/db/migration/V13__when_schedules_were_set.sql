-- The time at which next_run_at was set: one that lies ahead tells that the clock has been turned back since. Null until it is set again.
alter table sources add column schedule_set_at timestamptz;
create index sources_schedule_set on sources (schedule_set_at) where next_run_at is not null;
