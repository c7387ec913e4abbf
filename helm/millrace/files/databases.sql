-- The roles and databases of Millrace's services, for psql, as a superuser or as a role with CREATEDB and CREATEROLE:
--   psql -v tenant_management_owner=… (and so on for each name after a colon) -f databases.sql
-- A service works as its _app role, which owns nothing, so that row-level security binds it. Migrations run as _owner.
create role tenant_management_owner login password :'tenant_management_owner';
create role tenant_management_app login password :'tenant_management_app';
create role connector_owner login password :'connector_owner';
create role connector_app login password :'connector_app';
create role transform_owner login password :'transform_owner';
create role transform_app login password :'transform_app';
create role reporting_owner login password :'reporting_owner';
create role reporting_app login password :'reporting_app';

-- Makes a database and three roles for each tenant.
create role warehouse_admin login createdb createrole password :'warehouse_admin';

-- Without being a member, only a superuser may give a database away.
grant tenant_management_owner, connector_owner, transform_owner, reporting_owner to current_user;
create database tenant_management owner tenant_management_owner;
create database connector owner connector_owner;
create database transform owner transform_owner;
create database reporting owner reporting_owner;

revoke all on database tenant_management from public;
revoke all on database connector from public;
revoke all on database transform from public;
revoke all on database reporting from public;
grant connect on database tenant_management to tenant_management_app;
grant connect on database connector to connector_app;
grant connect on database transform to transform_app;
grant connect on database reporting to reporting_app;
