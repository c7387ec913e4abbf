package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.FILE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.connect;
import static dev.millrace.connector.ConnectorClient.readySource;
import static dev.millrace.connector.ConnectorClient.report;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.token;
import static dev.millrace.connector.ConnectorClient.upload;
import static dev.millrace.connector.ConnectorClient.waitUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.events.EventFormat;
import dev.millrace.events.EventTypes;
import dev.millrace.events.TenantDeleted;
import dev.millrace.events.TenantEnded;
import dev.millrace.events.TenantErased;
import dev.millrace.events.TenantRestored;
import dev.millrace.events.Topics;
import dev.millrace.kernel.TenantId;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import dev.millrace.platform.testkit.TenantErasure;
import dev.millrace.platform.testkit.TenantRowCounts;
import dev.millrace.platform.testkit.TestEvents;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class TenantDeletionIT {

    @Inject
    DataSource database;

    @BeforeEach
    void announceConnectors() {
        announce("shop", "databases", DATABASE_SCHEMA);
        announce("file", "files", FILE_SCHEMA);
    }

    @Test
    void nothingRunsInADeletedWorkspaceUntilItIsTakenBack() throws Exception {
        TenantId tenant = PersonalTenants.of("dunja");
        String scheduled = readySource("dunja");
        String waiting = connect("dunja", "Waiting").path("run.id");
        String running = connect("dunja", "Running").path("run.id");
        Response attempt = claim(running).extract().response();

        TenantErasure.say(EventTypes.TENANT_DELETED, tenant, new TenantDeleted(tenant));

        waitUntil(() -> "CANCELLED".equals(state("dunja", waiting)));
        // The worker hears of it with its next report.
        report(running, token(attempt), 1).statusCode(200).body("cancelRequested", equalTo(true));
        claim(waiting).statusCode(409);
        execute("update sources set next_run_at = now() - interval '1 minute' where id = '%s'".formatted(scheduled));
        String another = readySourceOfAnother();
        waitUntil(() -> as("doro")
                        .get("/api/v1/tenants/{t}/runs?sourceId={s}", tenant("doro"), another)
                        .<Integer>path("items.size()")
                > 2);
        assertThat(as("dunja")
                        .get("/api/v1/tenants/{t}/runs?sourceId={s}", tenant("dunja"), scheduled)
                        .<Integer>path("items.size()"))
                .isEqualTo(2);

        TenantErasure.say(EventTypes.TENANT_RESTORED, tenant, new TenantRestored(tenant));

        waitUntil(() -> as("dunja")
                        .get("/api/v1/tenants/{t}/runs?sourceId={s}", tenant("dunja"), scheduled)
                        .<Integer>path("items.size()")
                == 3);
    }

    @Test
    void allOfAnEndedWorkspaceIsErasedAndNothingOfAnother() throws Exception {
        TenantId ended = PersonalTenants.of("emma");
        TenantId kept = PersonalTenants.of("emil");
        for (String person : new String[] {"emma", "emil"}) {
            readySource(person);
            upload(person, "customers.csv", "id\n1\n".getBytes(StandardCharsets.UTF_8))
                    .statusCode(201);
            execute(theRest(PersonalTenants.of(person)));
            assertThat(TenantRowCounts.of(database, PersonalTenants.of(person))).doesNotContainValue(0L);
        }
        // Left by an upload that broke off.
        Files.writeString(folder(ended).resolve("an-orphan.partial"), "id");
        Map<String, Long> ofKept = TenantRowCounts.of(database, kept);
        Set<Path> filesOfKept = filesOf(kept);

        TenantErasure.end(ended);

        assertThat(TenantErasure.confirmation(ended)).isEqualTo(new TenantErased(ended, "connector"));
        assertThat(TenantRowCounts.present(database, ended)).isEmpty();
        assertThat(folder(ended)).doesNotExist();
        assertThat(TenantRowCounts.of(database, kept)).isEqualTo(ofKept);
        assertThat(filesOf(kept)).isEqualTo(filesOfKept).isNotEmpty();
    }

    @Test
    void whoeverIsAskedAgainSaysItAgain() throws IOException {
        TenantId tenant = PersonalTenants.of("frauke");
        TenantErasure.say(EventTypes.TENANT_ENDED, tenant, new TenantEnded(tenant));
        TenantErasure.say(EventTypes.TENANT_ENDED, tenant, new TenantEnded(tenant));

        long[] heard = {0};
        TestEvents.read(
                Topics.AUDIT_EVENTS,
                message -> EventFormat.read(message.value()).type().equals(EventTypes.TENANT_ERASED)
                        && message.key().equals(tenant.toString())
                        && ++heard[0] == 2);
        assertThat(heard[0]).isEqualTo(2);
    }

    private String readySourceOfAnother() throws SQLException {
        String source = readySource("doro");
        execute("update sources set next_run_at = now() - interval '1 minute' where id = '%s'".formatted(source));
        return source;
    }

    private static Set<Path> filesOf(TenantId tenant) throws IOException {
        try (Stream<Path> files = Files.list(folder(tenant))) {
            return files.collect(Collectors.toUnmodifiableSet());
        }
    }

    private static Path folder(TenantId tenant) {
        return Path.of("target/objects").resolve(tenant.toString());
    }

    /** What the API has not filled already; every table with a tenant has to have a row. */
    private static String theRest(TenantId tenant) {
        return """
            insert into trials values ('%1$s', gen_random_uuid(), 'DONE', '', null, null, now(), null);
            insert into own_connectors values
                ('%1$s', '00000000-0000-0000-0000-000000000001', 'own', 'Own', 'Own', '#112233', 'O', 1, 1, now());
            insert into own_connector_versions values
                ('%1$s', '00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 1, '', '{}', '[]',
                 'somebody', now());
            update sources set own_version_id = '00000000-0000-0000-0000-000000000002' where tenant_id = '%1$s';
            insert into authorisations (tenant_id, id, connector, member, state, secrets, moved_at) values
                ('%1$s', gen_random_uuid(), 'own', 'somebody', 'DONE', '', now());
            insert into reconnect_links (tenant_id, id, source_id, token_hash, workspace, created_by, created_at, expires_at)
                select tenant_id, gen_random_uuid(), id, '%1$s', 'A workspace', 'somebody', now(), now()
                from sources where tenant_id = '%1$s' limit 1;
            insert into schema_changes (tenant_id, id, source_id, run_id, at, stream, kind, state)
                select tenant_id, gen_random_uuid(), id, gen_random_uuid(), now(), 'Orders', 'ADDED', 'FOLLOWED'
                from sources where tenant_id = '%1$s' limit 1;
            insert into hash_keys (tenant_id, encrypted) values ('%1$s', '');
            insert into idempotent_answers values ('%1$s', 'somebody', 'a-key', '', now());
            insert into run_logs (tenant_id, run_id, at, level, message)
                select tenant_id, id, now(), 'INFO', 'a line' from runs where tenant_id = '%1$s' limit 1;
            """.formatted(tenant);
    }

    private static String state(String person, String run) {
        return as(person)
                .get("/api/v1/tenants/{t}/runs/{r}", tenant(person), run)
                .path("state");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = TenantConnections.ofAll(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
