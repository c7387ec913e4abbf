package dev.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalKeycloakIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Addresses ADDRESSES = new Addresses(LauncherProcess.freeOffset());

    @TempDir
    private static Path folder;

    private static LocalKeycloak keycloak;

    @BeforeAll
    static void start() {
        Path project = Path.of(System.getProperty("millrace.basedir"));
        LocalKeycloak.prepare(project);
        LocalPostgres postgres = TestStack.shared().postgres();
        Login owner = new Login("keycloak_owner", "owner");
        postgres.createDatabase("keycloak", owner, new Login("keycloak_app", "app"));
        keycloak = LocalKeycloak.start(new LocalKeycloak.Options(
                project,
                folder.resolve("keycloak"),
                folder.resolve("keycloak.log"),
                ADDRESSES.keycloak(),
                ADDRESSES.keycloakManagement(),
                ADDRESSES.publicUrl(),
                postgres.jdbcUrl("keycloak"),
                owner,
                "admin",
                RealmValues.of(ADDRESSES, client -> "secret-of-" + client),
                Map.of()));
    }

    @AfterAll
    static void stop() {
        keycloak.close();
    }

    @Test
    void aServiceGetsATokenForTheApiWithItsTwoRoles() throws Exception {
        JsonNode claims = claims("millrace-sync-worker", "secret-of-millrace-sync-worker");
        assertThat(claims.get("iss").asText()).isEqualTo(ADDRESSES.issuer().toString());
        assertThat(claims.get("aud").toString()).contains("millrace-api");
        assertThat(JSON.convertValue(claims.at("/realm_access/roles"), List.class))
                .contains("service", "service-sync-worker")
                .doesNotContain("service-connector", "platform-admin");
    }

    @Test
    void anotherClientsSecretIsRefused() throws Exception {
        assertThat(token("millrace-connector", "secret-of-millrace-sync-worker").statusCode())
                .isEqualTo(401);
    }

    @Test
    void peopleArriveAtTheConsolesAddressAndServicesStayOnTheBackChannel() throws Exception {
        JsonNode discovery = JSON.readTree(
                get(ADDRESSES.realmUrl() + "/.well-known/openid-configuration").body());
        assertThat(discovery.get("authorization_endpoint").asText())
                .isEqualTo(ADDRESSES.issuer() + "/protocol/openid-connect/auth");
        assertThat(discovery.get("token_endpoint").asText())
                .isEqualTo(ADDRESSES.realmUrl() + "/protocol/openid-connect/token");
    }

    @Test
    void signUpAsksForNameAndEmailInOurLook() throws Exception {
        String page = get(ADDRESSES.realmUrl() + "/protocol/openid-connect/registrations?client_id=millrace-console"
                        + "&response_type=code&scope=openid&redirect_uri=" + ADDRESSES.publicUrl()
                        + "/&code_challenge_method=S256&code_challenge=" + "A".repeat(43))
                .body();
        assertThat(page)
                .contains("Create your account")
                .contains("css/millrace.css")
                .contains("name=\"firstName\"", "name=\"lastName\"", "name=\"email\"");
    }

    private static JsonNode claims(String client, String secret) throws Exception {
        String token =
                JSON.readTree(token(client, secret).body()).get("access_token").asText();
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    private static HttpResponse<String> token(String client, String secret) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(ADDRESSES.realmUrl() + "/protocol/openid-connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "grant_type=client_credentials&client_id=" + client + "&client_secret=" + secret))
                .build());
    }

    private static HttpResponse<String> get(String url) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url)).build());
    }

    private static HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}
