package dev.millrace.tenantmanagement;

import static dev.millrace.tenantmanagement.TenantCalls.as;
import static dev.millrace.tenantmanagement.TenantCalls.createTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.millrace.local.Ports;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TenantConnections;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** With a mail server that is away when somebody is invited, and comes back. */
@QuarkusTest
@TestProfile(InvitationMailIT.OwnMailServer.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class InvitationMailIT {

    /** A port that nothing listens on yet. */
    public static final class OwnMailServer implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("MILLRACE_MAIL_HOST", "127.0.0.1", "MILLRACE_MAIL_PORT", Integer.toString(Ports.free()));
        }
    }

    @Inject
    DataSource database;

    @ConfigProperty(name = "millrace.tenant-management.mail.port")
    int port;

    private final List<String> received = new CopyOnWriteArrayList<>();

    @Test
    void aMailThatCouldNotBeSentIsSentOnceWhenTheServerIsBack() throws Exception {
        String tenant = createTenant("milo", "Milo's");
        invite(tenant, "nele@millrace.test").body("link", notNullValue()).body("mailedAt", nullValue());
        SMTPServer server = start();
        try {
            makeDue(tenant);
            awaitMail(tenant);
            assertThat(received).containsExactly("nele@millrace.test");

            invite(tenant, "otto@millrace.test").body("mailedAt", notNullValue());
            assertThat(received).containsExactly("nele@millrace.test", "otto@millrace.test");
        } finally {
            server.stop();
        }
    }

    @Test
    void aMailThatIsTakenLateIsNotSentAgain() throws Exception {
        String tenant = createTenant("milo", "Milo's late mails");
        CountDownLatch taking = new CountDownLatch(1);
        SMTPServer server = start((context, from, to, data) -> {
            await(taking);
            received.add(to);
        });
        try {
            invite(tenant, "paula@millrace.test").body("link", notNullValue()).body("mailedAt", nullValue());
            taking.countDown();
            awaitMail(tenant);
            assertThat(received).containsExactly("paula@millrace.test");
            assertThat(due(tenant)).as("is tried again").isZero();
        } finally {
            taking.countDown();
            server.stop();
        }
    }

    private static ValidatableResponse invite(String tenant, String email) {
        return as("milo")
                .body(Map.of("email", email, "role", "VIEWER"))
                .post("/api/v1/tenants/{t}/invitations", tenant)
                .then()
                .statusCode(201);
    }

    private static void awaitMail(String tenant) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(40);
        while (mailedAt(tenant) == null) {
            assertThat(Instant.now()).as("no mail is noted").isBefore(deadline);
            Thread.sleep(100);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private SMTPServer start() throws IOException {
        return start((context, from, to, data) -> received.add(to));
    }

    private SMTPServer start(BasicMessageListener listener) throws IOException {
        SMTPServer server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandler(listener)
                .build();
        server.start();
        return server;
    }

    private static String mailedAt(String tenant) {
        return as("milo").get("/api/v1/tenants/{t}/invitations", tenant).path("items[0].mailedAt");
    }

    private int due(String tenant) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant);
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select count(*) from invitations where mail_due_at is not null")) {
            row.next();
            return row.getInt(1);
        }
    }

    private void makeDue(String tenant) throws SQLException {
        try (Connection connection = TenantConnections.of(database, tenant);
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate("update invitations set mail_due_at = now()"))
                    .isEqualTo(1);
        }
    }
}
