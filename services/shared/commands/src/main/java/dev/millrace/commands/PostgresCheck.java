package dev.millrace.commands;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Whether a role gets into a database, and may do there what it is for. */
public final class PostgresCheck implements Check {

    /** The oldest that has what the migrations and the warehouses use: roles that may grant what they made. */
    private static final int LEAST_VERSION = 16;

    private static final String TIMEOUT_SECONDS = "5";
    private static final String WRONG_PASSWORD = "28";
    private static final String NO_DATABASE = "3D000";

    private final String subject;
    private final String url;
    private final String user;
    private final String password;
    private final List<Ability> abilities;

    /** What a role must be able to do, or must not be able to pass by. */
    public enum Ability {
        /** The service's rows are kept apart by policies that bind this role. */
        BOUND_BY_POLICIES(
                "select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user",
                "passes row-level security by, which keeps tenants apart; run: alter role %1$s nosuperuser nobypassrls"),
        /** Migrations make tables. */
        MAKES_TABLES(
                "select has_schema_privilege(current_user, 'public', 'create')",
                "may not make tables in the schema public; run there: grant all on schema public to %1$s"),
        /** Each tenant gets a database and three roles of its own. */
        MAKES_DATABASES(
                "select rolcreatedb and rolcreaterole from pg_roles where rolname = current_user",
                "may not make databases and roles; run: alter role %1$s createdb createrole");

        private final String query;
        private final String complaint;

        Ability(String query, String complaint) {
            this.query = query;
            this.complaint = complaint;
        }
    }

    private PostgresCheck(String subject, String url, String user, String password, Ability... abilities) {
        this.subject = subject + ", " + user + " at " + url.replaceAll("\\?.*", "");
        this.url = url;
        this.user = user;
        this.password = password;
        this.abilities = List.of(abilities);
    }

    /** The role that the service works as and, where it is known, the one that migrates: only what migrates is told of it. */
    public static List<Check> ofService(Settings settings) {
        String url = settings.get("quarkus.datasource.jdbc.url");
        Check application = new PostgresCheck(
                "the service's database",
                url,
                settings.get("quarkus.datasource.username"),
                settings.get("quarkus.datasource.password"),
                Ability.BOUND_BY_POLICIES);
        return settings.find("quarkus.flyway.username")
                .<Check>map(owner -> new PostgresCheck(
                        "the owner of the service's database",
                        url,
                        owner,
                        settings.get("quarkus.flyway.password"),
                        Ability.MAKES_TABLES))
                .map(owner -> List.of(application, owner))
                .orElseGet(() -> List.of(application));
    }

    /** A role at a database of another address. */
    public static Check of(String subject, String url, String user, String password, Ability... abilities) {
        return new PostgresCheck(subject, url, user, password, abilities);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public Optional<String> complaint() {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", TIMEOUT_SECONDS);
        login.setProperty("socketTimeout", TIMEOUT_SECONDS);
        Driver driver = new Driver();
        if (!driver.acceptsURL(url)) {
            return Optional.of("the address must begin with jdbc:postgresql://.");
        }
        try (Connection connection = Objects.requireNonNull(driver.connect(url, login));
                Statement statement = connection.createStatement()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < LEAST_VERSION) {
                return Optional.of(
                        "it is PostgreSQL %d; Millrace needs %d or later.".formatted(version, LEAST_VERSION));
            }
            for (Ability ability : abilities) {
                if (!answer(statement, ability.query)) {
                    return Optional.of("the role %s %s.".formatted(user, ability.complaint.formatted(user)));
                }
            }
            return Optional.empty();
        } catch (SQLException e) {
            return Optional.of(explain(e));
        }
    }

    private static boolean answer(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            return result.next() && result.getBoolean(1);
        }
    }

    private String explain(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (state.startsWith(WRONG_PASSWORD)) {
            return "it refuses the role %s: make the role, or correct its password.".formatted(user);
        }
        if (state.equals(NO_DATABASE)) {
            return "there is no such database; make it, owned by the role that migrates.";
        }
        return "it can't be reached: %s".formatted(e.getMessage());
    }
}
