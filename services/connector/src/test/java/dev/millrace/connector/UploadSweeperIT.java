package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.FILE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.as;
import static dev.millrace.connector.ConnectorClient.tenant;
import static dev.millrace.connector.ConnectorClient.upload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.uploads.UploadSweeper;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class UploadSweeperIT {

    @Inject
    UploadSweeper sweeper;

    private static String send(String person, String fileName) {
        return upload(person, fileName, new byte[] {'a', '\n', '1'})
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Map<String, Object> configuration(String upload) {
        return Map.of("uploads", List.of(Map.of("id", upload, "fileName", "part")));
    }

    /** Whether a source can be configured with it. */
    private static boolean isThere(String person, String source, String upload) {
        return as(person)
                        .body(Map.of("configuration", configuration(upload)))
                        .patch("/api/v1/tenants/{t}/sources/{s}", tenant(person), source)
                        .statusCode()
                == 200;
    }

    @Test
    void uploadsThatNoSourceHasAnyMoreGoAfterADay() {
        announce("file", "files", FILE_SCHEMA);
        String used = send("olaf", "used.csv");
        String source = as("olaf")
                .body(Map.of("connector", "file", "name", "Parts", "configuration", configuration(used)))
                .post("/api/v1/tenants/{t}/sources", tenant("olaf"))
                .then()
                .statusCode(202)
                .extract()
                .path("source.id");
        String capital = send("olaf", "capital.csv");
        as("olaf")
                .body(Map.of(
                        "connector",
                        "file",
                        "name",
                        "Capital letters",
                        "configuration",
                        configuration(capital.toUpperCase(Locale.ROOT))))
                .post("/api/v1/tenants/{t}/sources", tenant("olaf"))
                .then()
                .statusCode(202);
        String replaced = send("olaf", "replaced.csv");
        String foreign = send("petra", "foreign.csv");

        sweeper.sweep(Instant.now().plus(Duration.ofHours(23)));
        assertThat(isThere("olaf", source, replaced)).isTrue();
        assertThat(isThere("olaf", source, used)).isTrue();

        sweeper.sweep(Instant.now().plus(Duration.ofHours(25)));
        assertThat(isThere("olaf", source, replaced)).isFalse();
        assertThat(isThere("olaf", source, capital)).isTrue();
        assertThat(isThere("olaf", source, used)).isTrue();
        assertThat(as("petra")
                        .body(Map.of("connector", "file", "name", "Foreign", "configuration", configuration(foreign)))
                        .post("/api/v1/tenants/{t}/sources", tenant("petra"))
                        .statusCode())
                .isEqualTo(422);
    }
}
