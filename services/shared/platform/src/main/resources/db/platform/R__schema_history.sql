-- A service that does not migrate looks whether somebody did.
grant select on ${flyway:table} to ${app_role};
