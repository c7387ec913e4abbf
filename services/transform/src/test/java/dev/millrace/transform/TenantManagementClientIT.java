package dev.millrace.transform;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.equalTo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.millrace.platform.tenancy.TenantManagementApi;
import dev.millrace.platform.testkit.PersonalTenants;
import dev.millrace.platform.testkit.RealServers;
import dev.millrace.platform.testkit.TestTokens;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.ws.rs.ProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(RealClients.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "transform"))
@WithTestResource(TenantManagementClientIT.ShortTokens.class)
class TenantManagementClientIT {

    /** A login server whose tokens have 20 seconds left, and beside it who is asked with them and knows no member. */
    public static class ShortTokens implements QuarkusTestResourceLifecycleManager {

        private final List<String> shown = new CopyOnWriteArrayList<>();
        private final AtomicInteger issued = new AtomicInteger();
        private final AtomicInteger toBreak = new AtomicInteger();
        private @Nullable HttpServer server;

        @Override
        public Map<String, String> start() {
            try {
                HttpServer started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                server = started;
                started.createContext(
                        "/token",
                        call -> answer(
                                call,
                                200,
                                "{\"access_token\":\"token-" + issued.incrementAndGet()
                                        + "\",\"token_type\":\"Bearer\",\"expires_in\":20}"));
                started.createContext("/shown", call -> answer(call, 200, String.join(",", shown)));
                started.createContext("/break", call -> {
                    toBreak.set(Integer.parseInt(call.getRequestURI().getQuery()));
                    answer(call, 200, "");
                });
                started.createContext("/internal/v1/tenants", call -> {
                    if (toBreak.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        call.close();
                        return;
                    }
                    answer(
                            call,
                            200,
                            "{\"host\":\"127.0.0.1\",\"port\":5432,\"database\":\"wh_clara\",\"user\":\"u\",\"password\":\"p\"}");
                });
                started.createContext("/internal", call -> {
                    shown.add(String.valueOf(call.getRequestHeaders().getFirst("Authorization")));
                    answer(call, 404, "{}");
                });
                started.start();
                String address = "http://127.0.0.1:" + started.getAddress().getPort();
                return Map.of(
                        "quarkus.oidc-client.auth-server-url",
                        address,
                        "quarkus.rest-client.tenant-management.url",
                        address);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void stop() {
            if (server != null) {
                server.stop(0);
            }
        }

        private static void answer(HttpExchange call, int status, String text) throws IOException {
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            call.getRequestBody().readAllBytes();
            call.getResponseHeaders().add("Content-Type", "application/json");
            call.sendResponseHeaders(status, body.length);
            call.getResponseBody().write(body);
            call.close();
        }
    }

    @ConfigProperty(name = "quarkus.rest-client.tenant-management.url")
    String server;

    @Inject
    @RestClient
    TenantManagementApi tenantManagement;

    @Test
    void anAnswerIsReadWhereThereIsNoRequest() throws InterruptedException, ExecutionException {
        CompletableFuture<WarehouseAccess> answer = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> answer.completeAsync(this::clara, Runnable::run))
                .join();
        assertThat(answer.get().database()).isEqualTo("wh_clara");
    }

    @Test
    void aConnectionThatIsLostIsNotTheEnd() {
        given().get(server + "/break?2").then().statusCode(200);
        assertThat(clara().database()).isEqualTo("wh_clara");

        given().get(server + "/break?3").then().statusCode(200);
        assertThatExceptionOfType(ProcessingException.class).isThrownBy(this::clara);
    }

    private WarehouseAccess clara() {
        return tenantManagement.warehouse(PersonalTenants.of("clara"), WarehouseAccess.Role.TRANSFORMER);
    }

    @Test
    void aTokenThatMightEndOnTheWayIsNotShownAgain() {
        for (String person : List.of("anna", "berta")) {
            given().auth()
                    .oauth2(TestTokens.person(person))
                    .get("/api/v1/tenants/" + PersonalTenants.of(person) + "/transform-runs")
                    .then()
                    .statusCode(404);
        }
        given().get(server + "/shown").then().body(equalTo("Bearer token-1,Bearer token-2"));
    }
}
