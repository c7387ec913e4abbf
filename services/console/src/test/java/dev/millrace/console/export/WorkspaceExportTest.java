package dev.millrace.console.export;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(FakeWorkspace.class)
class WorkspaceExportTest {

    @TestHTTPResource("/")
    URL address;

    @AfterEach
    void nothingWaitsOrBreaksOff() {
        FakeWorkspace.restOfRows.countDown();
        FakeWorkspace.rowsBreakOff = false;
    }

    @Test
    void theArchiveHoldsWhatTheServicesAnswerAndNamesItAtItsEnd() throws IOException {
        HttpURLConnection connection = open(FakeWorkspace.TENANT, "Bearer mlr_admin");
        Map<String, String> files = unpack(connection.getInputStream());

        assertThat(connection.getContentType()).isEqualTo("application/zip");
        assertThat(connection.getHeaderField("Content-Disposition"))
                .matches("attachment; filename=\"harbour-coffee-s-hne-\\d{4}-\\d\\d-\\d\\d\\.zip\"");
        assertThat(files.keySet())
                .containsExactly(
                        "workspace.json",
                        "members.jsonl",
                        "audit-events.jsonl",
                        "sources/s-1.json",
                        "sources/s-1.pipeline.json",
                        "own-connectors/own-books.json",
                        "own-connectors/own-books.2.json",
                        "dashboards/d-1.json",
                        "tables/shop/my orders.csv",
                        "manifest.json");
        assertThat(files)
                .containsEntry("tables/shop/my orders.csv", "id\n1\n2\n")
                .containsEntry("audit-events.jsonl", "{\"action\":\"second\"}\n{\"action\":\"first\"}\n");
        JsonObject manifest = new JsonObject(files.get("manifest.json"));
        assertThat(manifest.getString("tenantId")).isEqualTo(FakeWorkspace.TENANT);
        assertThat(manifest.getJsonArray("files")).hasSize(9);
        assertThat(manifest.getJsonArray("files").getJsonObject(8))
                .isEqualTo(new JsonObject()
                        .put("name", "tables/shop/my orders.csv")
                        .put("sizeBytes", 7)
                        .put("sha256", "1d1c91d15ace6e21ea5f551e16e717f326992bdf800f6696628859be29b906bf"));
    }

    @Test
    void whatIsThereIsSentBeforeTheRestHasCome() throws IOException {
        FakeWorkspace.restOfRows = new CountDownLatch(1);
        try (ZipInputStream zip = new ZipInputStream(
                open(FakeWorkspace.TENANT, "Bearer mlr_admin").getInputStream(), StandardCharsets.UTF_8)) {
            assertThat(zip.getNextEntry().getName()).isEqualTo("workspace.json");
            FakeWorkspace.restOfRows.countDown();
            ZipEntry last = null;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                last = entry;
            }
            assertThat(last.getName()).isEqualTo("manifest.json");
        }
    }

    @Test
    void anArchiveThatBreaksOffIsNotTakenForAWholeOne() throws IOException {
        FakeWorkspace.rowsBreakOff = true;
        InputStream body = open(FakeWorkspace.TENANT, "Bearer mlr_admin").getInputStream();

        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }

    @Test
    void viewersAndStrangersGetNothing() {
        given().header("Authorization", "Bearer mlr_viewer")
                .get("/api/v1/tenants/{t}/export", FakeWorkspace.TENANT)
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("not-allowed"));
        for (String tenant : List.of("0199a000-0000-7000-8000-000000000002", "no-id")) {
            given().header("Authorization", "Bearer mlr_admin")
                    .get("/api/v1/tenants/{t}/export", tenant)
                    .then()
                    .statusCode(404);
        }
        given().get("/api/v1/tenants/{t}/export", FakeWorkspace.TENANT).then().statusCode(401);
    }

    private HttpURLConnection open(String tenant, String authorization) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(address.toString())
                .resolve("/api/v1/tenants/" + tenant + "/export")
                .toURL()
                .openConnection();
        connection.setRequestProperty("Authorization", authorization);
        connection.setReadTimeout(20_000);
        return connection;
    }

    private static Map<String, String> unpack(InputStream body) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(body, StandardCharsets.UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
