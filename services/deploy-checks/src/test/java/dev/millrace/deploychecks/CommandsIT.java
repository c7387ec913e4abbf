package dev.millrace.deploychecks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.local.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that the chart's jobs run, in the programs as they are packaged, on databases as an operator makes them. */
class CommandsIT {

    private static final TestStack SERVERS = TestStack.shared();
    private static final String PASSWORD = "password-of-the-test";

    @TempDir
    private static Path folder;

    /** How a program ended, and what it said. */
    private record Ended(int status, String output) {}

    @BeforeAll
    static void databasesAsDocumented() throws IOException, SQLException {
        String script = Files.readString(Chart.FOLDER.resolve("files/databases.sql"))
                .replaceAll(":'[a-z_]+'", "'" + PASSWORD + "'")
                .replaceAll("(?m)^--.*$", "");
        try (Connection connection = SERVERS.postgres().connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String command : script.split(";", -1)) {
                if (!command.isBlank()) {
                    statement.execute(command);
                }
            }
        }
    }

    @Test
    void aServiceThatDoesNotMigrateRefusesASchemaThatIsOlder() throws Exception {
        Ended ended = run("reporting", Map.of("MILLRACE_MIGRATE_AT_START", "false", "QUARKUS_HTTP_PORT", "0"));

        assertThat(ended.status()).isEqualTo(1);
        // Before the first migration there is not even a history that its role could read.
        assertThat(ended.output()).contains("R__schema_history.sql", "Run this release's command migrate first");
    }

    @Test
    void migrateBringsTheSchemaUpToDateAndEnds() throws Exception {
        Ended first = run("connector", Map.of(), "migrate");
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(tables("connector")).contains("runs", "outbox", "flyway_schema_history");

        Ended again = run("connector", Map.of(), "migrate");
        assertThat(again.status()).as(again.output()).isZero();
    }

    @Test
    void preflightTellsAllThatIsWrongAtOnceAndNoSecret() throws Exception {
        Ended ended = run(
                "connector",
                Map.of("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1", "MILLRACE_OBJECTS_FOLDER", folder.toString()),
                "preflight");

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.output())
                .contains("ok     the service's database, connector_app at " + url("connector"))
                .contains("ok     the owner of the service's database, connector_owner at " + url("connector"))
                .contains("WRONG  Kafka at 127.0.0.1:1: no broker answers within 10 seconds")
                .contains("WRONG  the login server at http://127.0.0.1:1/realm: it can't be reached")
                .contains("ok     the folder " + folder)
                .doesNotContain(PASSWORD);
    }

    @Test
    void topicsMakesWhatIsMissing() throws Exception {
        Ended ended = run("connector", Map.of("MILLRACE_TOPICS_PARTITIONS", "3"), "topics");

        assertThat(ended.status()).as(ended.output()).isZero();
        assertThat(ended.output()).contains(" millrace.jobs.v1", " millrace.tenant-events.v1");
    }

    @Test
    void keysAreChangedByTheServicesThatHaveThem() throws Exception {
        assertThat(run("connector", Map.of(), "migrate").status()).isZero();
        String key = Base64.getEncoder().encodeToString(new byte[32]);

        Ended well = run("connector", Map.of("MILLRACE_SECRETS_KEY", key), "rotate-keys");
        Ended withoutKey = run("connector", Map.of(), "rotate-keys");

        assertThat(well.output())
                .contains("ok     0 of 0 tenants' keys were wrapped anew; all open with millrace.secrets.key alone.");
        assertThat(well.status()).isZero();
        assertThat(withoutKey.output())
                .contains("WRONG  millrace.secrets.key is not set; make one with: openssl rand -base64 32.");
        assertThat(withoutKey.status()).isEqualTo(1);
    }

    @Test
    void anUnknownCommandIsRefusedWithThoseThatThereAre() throws Exception {
        Ended ended = run("sync-worker", Map.of(), "migrat");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.output())
                .contains("There is no command \"migrat\". There are: serve, migrate, topics, preflight, reach.");
    }

    private static Ended run(String service, Map<String, String> settings, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> all = environment(service);
        all.putAll(settings);
        try (ServiceProcess program = ServiceProcess.start(service, all, folder, arguments)) {
            assertThat(program.process().waitFor(2, TimeUnit.MINUTES))
                    .as("%s ends", service)
                    .isTrue();
            return new Ended(program.process().exitValue(), program.output());
        }
    }

    private static Map<String, String> environment(String service) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("MILLRACE_DATABASE_URL", url(service));
        environment.put("MILLRACE_DATABASE_USER", service + "_app");
        environment.put("MILLRACE_DATABASE_PASSWORD", PASSWORD);
        environment.put("MILLRACE_DATABASE_OWNER_USER", service + "_owner");
        environment.put("MILLRACE_DATABASE_OWNER_PASSWORD", PASSWORD);
        environment.put("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", SERVERS.kafka().bootstrapServers());
        environment.put("MILLRACE_OIDC_URL", "http://127.0.0.1:1/realm");
        environment.put("MILLRACE_OIDC_ISSUER", "http://127.0.0.1:1/realm");
        environment.put("MILLRACE_OIDC_CLIENT_ID", "millrace-" + service);
        environment.put("MILLRACE_OIDC_CLIENT_SECRET", PASSWORD);
        return environment;
    }

    private static String url(String database) {
        return SERVERS.postgres().jdbcUrl(database);
    }

    private static List<String> tables(String database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = SERVERS.postgres().connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select tablename from pg_tables where schemaname = 'public'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }
}
