package dev.millrace.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.commands.PostgresCheck.Ability;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresCheckIT {

    private static final LocalPostgres POSTGRES = TestStack.shared().postgres();
    private static final Login OWNER = new Login("preflight_owner", "owner-password");
    private static final Login APPLICATION = new Login("preflight_app", "application-password");

    @BeforeAll
    static void databaseAsTheDocumentationMakesIt() {
        POSTGRES.createDatabase("preflight", OWNER, APPLICATION);
    }

    @Test
    void aDatabaseThatIsAsItShouldBeIsNotComplainedAbout() {
        Settings settings = Settings.of(Map.of(
                "quarkus.datasource.jdbc.url", POSTGRES.jdbcUrl("preflight"),
                "quarkus.datasource.username", APPLICATION.user(),
                "quarkus.datasource.password", APPLICATION.password(),
                "quarkus.flyway.username", OWNER.user(),
                "quarkus.flyway.password", OWNER.password()));

        List<Check> checks = PostgresCheck.ofService(settings);
        assertThat(checks)
                .extracting(Check::subject)
                .containsExactly(
                        "the service's database, preflight_app at " + POSTGRES.jdbcUrl("preflight"),
                        "the owner of the service's database, preflight_owner at " + POSTGRES.jdbcUrl("preflight"));
        assertThat(checks).allMatch(check -> check.complaint().isEmpty());
    }

    @Test
    void aWrongPasswordIsToldWithoutThePassword() {
        assertThat(check("preflight", new Login(APPLICATION.user(), "guessed")).complaint())
                .contains("it refuses the role preflight_app: make the role, or correct its password.");
    }

    @Test
    void aMissingDatabaseIsTold() {
        assertThat(check("no_such_database", APPLICATION).complaint())
                .contains("there is no such database; make it, owned by the role that migrates.");
    }

    @Test
    void aRoleThatPoliciesDoNotBindIsRefused() {
        assertThat(check("preflight", POSTGRES.superuser(), Ability.BOUND_BY_POLICIES)
                        .complaint())
                .contains("the role postgres passes row-level security by, which keeps tenants apart; run:"
                        + " alter role postgres nosuperuser nobypassrls.");
    }

    @Test
    void anOwnerThatMayMakeNoTablesIsTold() {
        assertThat(check("preflight", APPLICATION, Ability.MAKES_TABLES).complaint())
                .contains("the role preflight_app may not make tables in the schema public; run there:"
                        + " grant all on schema public to preflight_app.");
    }

    @Test
    void aRoleThatMayMakeNoWarehousesIsTold() {
        assertThat(check("preflight", OWNER, Ability.MAKES_DATABASES).complaint())
                .contains("the role preflight_owner may not make databases and roles; run:"
                        + " alter role preflight_owner createdb createrole.");
    }

    @Test
    void anAddressOfAnotherKindIsTold() {
        assertThat(PostgresCheck.of("a database", "postgres://127.0.0.1/preflight", "somebody", "")
                        .complaint())
                .contains("the address must begin with jdbc:postgresql://.");
    }

    private static Check check(String database, Login login, Ability... abilities) {
        return PostgresCheck.of("a database", POSTGRES.jdbcUrl(database), login.user(), login.password(), abilities);
    }
}
