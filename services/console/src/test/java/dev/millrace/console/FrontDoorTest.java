package dev.millrace.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.restassured.http.ContentType;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The front door as programs and people without a session meet it. */
@QuarkusTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(FakeServices.class)
class FrontDoorTest {

    @TestHTTPResource("/")
    URL address;

    private static final String SOURCES = "/api/v1/tenants/" + FakeServices.OWN_TENANT + "/sources";

    @Test
    void whoIsNotLoggedInGetsAProblemInsteadOfALoginPage() {
        given().redirects()
                .follow(false)
                .get(SOURCES)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .body("code", equalTo("not-authenticated"))
                .body("type", equalTo("urn:millrace:error:not-authenticated"));
    }

    @Test
    void aSessionThatIsNoLongerGoodGetsAProblemAndNoRedirect() {
        given().redirects()
                .follow(false)
                .cookie("q_session", "forged")
                .get(SOURCES)
                .then()
                .statusCode(401)
                .body("code", equalTo("not-authenticated"));
        given().cookie("q_session", "forged")
                .get("/session")
                .then()
                .statusCode(200)
                .body("authenticated", equalTo(false));
    }

    @Test
    void nobodyIsAnAnswerOfTheSession() {
        given().get("/session")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("authenticated", equalTo(false))
                .body("$", allOf(hasKey("name"), hasKey("email")));
    }

    @Test
    void loginGoesToTheLoginServerWithAProofKey() {
        given().redirects()
                .follow(false)
                .get("/login?returnTo=/w/1")
                .then()
                .statusCode(302)
                .header(
                        "Location",
                        allOf(
                                containsString("code_challenge_method=S256"),
                                containsString("code_challenge="),
                                not(containsString("prompt=create"))));
    }

    @Test
    void signUpAsksForTheRegistrationForm() {
        given().redirects()
                .follow(false)
                .get("/signup")
                .then()
                .statusCode(302)
                .header("Location", containsString("prompt=create"));
    }

    @Test
    void logoutWithoutASessionGoesToTheStartPage() {
        given().redirects().follow(false).get("/logout").then().statusCode(303).header("Location", equalTo("/"));
    }

    @Test
    void anApiKeyPassesThroughAndNeedsNoProtectionAgainstOtherSites() {
        given().header("Authorization", "Bearer mlr_abc")
                .header("Cookie", "other=1")
                .contentType(ContentType.JSON)
                .body("{}")
                .post(SOURCES + "?limit=5")
                .then()
                .statusCode(200)
                .header("Set-Cookie", nullValue())
                .body("method", equalTo("POST"))
                .body("uri", equalTo(SOURCES + "?limit=5"))
                .body("authorization", equalTo("Bearer mlr_abc"))
                .body("cookie", nullValue())
                .body("forwardedHost", equalTo("localhost:8080"));
    }

    @Test
    void aReconnectLinkNeedsNoLoginAndBringsNoneAlongAndOpensNoOtherPath() {
        given().header("Authorization", "Bearer mlr_abc")
                .header("Cookie", "other=1")
                .get("/api/v1/reconnect-links/t0ken")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/api/v1/reconnect-links/t0ken"))
                .body("authorization", nullValue())
                .body("cookie", nullValue());
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/reconnect-links/t0ken/authorisations")
                .then()
                .statusCode(200);
        given().urlEncodingEnabled(false)
                .get("/api/v1/reconnect-links/../tenants/7/sources")
                .then()
                .statusCode(401);
        given().urlEncodingEnabled(false)
                .get("/api/v1/reconnect-links/%2e%2e/tenants/7/sources")
                .then()
                .statusCode(401);
        given().get("/api/v1/reconnect-links").then().statusCode(401);
    }

    @Test
    void aForwardedAddressFromOutsideIsNotBelieved() {
        given().header("Authorization", "Bearer mlr_abc")
                .header("X-Forwarded-For", "203.0.113.7")
                .header("X-Forwarded-Host", "evil.example")
                .get(SOURCES)
                .then()
                .statusCode(200)
                .body("forwardedFor", equalTo("127.0.0.1"))
                .body("forwardedHost", equalTo("localhost:8080"));
    }

    @Test
    void aLargeUploadStreamsThrough() throws Exception {
        long size = 300L * 1024 * 1024;
        HttpRequest upload = HttpRequest.newBuilder(URI.create(address.toString())
                        .resolve("/api/v1/tenants/" + FakeServices.OWN_TENANT + "/uploads?fileName=big.csv"))
                .header("Authorization", "Bearer mlr_abc")
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.fromPublisher(
                        HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(size)), size))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            String answer =
                    client.send(upload, HttpResponse.BodyHandlers.ofString()).body();
            assertThat(answer).contains("\"bytes\":" + size);
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void jsonThatIsTooLargeIsRefusedWhetherItsLengthIsDeclaredOrNot(HttpClient.Version version) throws Exception {
        long size = 4_000_000;
        for (HttpRequest.BodyPublisher body : List.of(
                HttpRequest.BodyPublishers.ofByteArray(new byte[(int) size]),
                HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(size)))) {
            HttpResponse<String> answer = send(version, SOURCES + "?path=/uploads", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"too-large\"", "larger than 3 MB");
        }
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void jsonOfOpenLengthThatIsJustSmallEnoughPassesThrough(HttpClient.Version version) throws Exception {
        HttpResponse<String> answer =
                send(version, SOURCES, HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(3_000_000)));
        assertThat(answer.body()).contains("\"bytes\":3000000");
    }

    private HttpResponse<String> send(HttpClient.Version version, String path, HttpRequest.BodyPublisher body)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(address.toString()).resolve(path))
                .version(version)
                .header("Authorization", "Bearer mlr_abc")
                .header("Content-Type", "application/json")
                .POST(body)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void aServiceThatIsDownIsAProblemThatSaysSo() {
        given().header("Authorization", "Bearer mlr_abc")
                .get("/api/v1/tenants/" + FakeServices.OWN_TENANT + "/dashboards")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .body("code", equalTo("platform-unavailable"))
                .body("retryable", equalTo(true))
                .body("detail", startsWith("Reports can't be reached"));
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void aServiceThatGoesAwayInTheMiddleOfACallIsAProblemThatSaysSo(HttpClient.Version version) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.toString())
                        .resolve("/api/v1/tenants/" + FakeServices.OWN_TENANT + "/transform-runs/vanishes"))
                .version(version)
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer mlr_abc")
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("Transforms can't be reached");
        }
    }

    @Test
    void pathsBetweenServicesAreNotHandedOn() {
        for (String path : new String[] {
            "/internal/v1/access",
            "/api/v1/internal/v1/access",
            "/api/v1/tenants/../../../internal/v1/access",
            "/api/v1/tenants/%2e%2e/%2e%2e/%2e%2e/internal/v1/access",
            "/api/v1/nothing"
        }) {
            given().urlEncodingEnabled(false)
                    .header("Authorization", "Bearer mlr_abc")
                    .accept(ContentType.JSON)
                    .get(path)
                    .then()
                    .statusCode(404);
        }
    }

    @Test
    void aForeignTenantsEventsAreNotFound() {
        given().header("Authorization", "Bearer mlr_abc")
                .get("/api/v1/tenants/" + FakeServices.FOREIGN_TENANT + "/events")
                .then()
                .statusCode(404)
                .body("code", equalTo("not-found"));
        given().header("Authorization", "Bearer mlr_abc")
                .get("/api/v1/tenants/no-uuid/events")
                .then()
                .statusCode(404);
        given().get("/api/v1/tenants/" + FakeServices.OWN_TENANT + "/events")
                .then()
                .statusCode(401);
    }

    @Test
    void everyPageOfTheWebAppIsTheSameDocument() {
        for (String page : new String[] {"/", "/w/7/dashboards/9", "/invitations/abc"}) {
            given().accept(ContentType.HTML)
                    .get(page)
                    .then()
                    .statusCode(200)
                    .contentType(ContentType.HTML)
                    .header("Cache-Control", equalTo("no-cache"))
                    .body(containsString("id=\"root\""));
        }
        given().accept(ContentType.HTML).get("/nothing.js").then().statusCode(404);
        given().accept(ContentType.JSON).get("/w/7").then().statusCode(404);
    }

    @Test
    void answersCarryTheHeadersThatProtectPeople() {
        given().get("/")
                .then()
                .header(
                        "Content-Security-Policy",
                        allOf(containsString("script-src 'self';"), containsString("frame-ancestors 'none'")))
                .header("X-Content-Type-Options", equalTo("nosniff"))
                .header("Referrer-Policy", equalTo("same-origin"))
                .header("Strict-Transport-Security", nullValue());
    }

    @Test
    void filesWithAHashInTheirNameAreKeptForever() {
        String page = given().get("/").asString();
        String script = page.replaceAll("(?s).*src=\"(/assets/[^\"]+\\.js)\".*", "$1");
        given().get(script).then().statusCode(200).header("Cache-Control", containsString("immutable"));
    }

    @Test
    void loginPagesAreHandedOnUnderTheOneAddress() {
        given().header("Cookie", "q_session=secret; AUTH_SESSION_ID=7")
                .get("/auth/realms/quarkus/protocol/openid-connect/auth?x=1")
                .then()
                .statusCode(200)
                .body("uri", equalTo("/auth/realms/quarkus/protocol/openid-connect/auth?x=1"))
                .body("host", equalTo("localhost:8080"))
                .body("cookie", equalTo("AUTH_SESSION_ID=7"))
                .header("Set-Cookie", notNullValue());
    }

    @Test
    void theLoginServersAdministrationStaysInside() {
        given().get("/auth/admin/master/console/").then().statusCode(404);
        given().get("/auth/realms/master/protocol/openid-connect/auth").then().statusCode(404);
    }

    @Test
    void theServicesDocumentsAreOneWithoutTheirInternalPaths() {
        given().get("/api/v1/openapi.json")
                .then()
                .statusCode(200)
                .body("paths", hasKey("/api/v1/tenants/{tenant}/sources"))
                .body("paths", hasKey("/api/v1/tenants/{tenant}/events"))
                .body("paths", not(hasKey("/internal/v1/access")));
        given().accept(ContentType.HTML).get("/docs/api").then().statusCode(200).body(containsString("api-docs"));
    }

    @Test
    void scriptsOfTheLoginPagesArriveReadable() {
        String script = given().header("Accept-Encoding", "gzip, deflate, br")
                .get("/auth/resources/abc/login/millrace/js/script.js")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(script).isEqualTo(FakeServices.SCRIPT);
    }

    @Test
    void healthAndMetricsAnswer() {
        given().get("/q/health/live").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200).body("checks.name", hasItem("login server"));
        given().get("/q/metrics").then().statusCode(200);
    }

    @Test
    void healthAndMetricsAreNotForWhoeverComesThroughAProxy() {
        for (String page : new String[] {"/q/metrics", "/q/health/ready", "/q/health"}) {
            given().header("X-Forwarded-For", "203.0.113.7").get(page).then().statusCode(404);
        }
    }

    /** So many zeros, without holding them. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long size) {
            this.left = size;
        }

        @Override
        public int read() {
            if (left == 0) {
                return -1;
            }
            left--;
            return 0;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            int count = (int) Math.min(left, length);
            java.util.Arrays.fill(bytes, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
