-- The trace that a run was queued in, so that building the models is seen to follow from the load.
alter table transform_runs add column trace_parent text;
