-- The row comes before the database, so that one that was left half made is found again.
alter table warehouses add column ready boolean not null default true;
