package dev.millrace.console.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.console.FakeServices;
import dev.millrace.kernel.TenantId;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.oidc.server.OidcWiremockTestResource;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(OidcWiremockTestResource.class)
@WithTestResource(FakeServices.class)
class EventStreamsTest {

    private static final TenantId TENANT = TenantId.fromString(FakeServices.OWN_TENANT);

    @TestHTTPResource("/")
    URL address;

    @Inject
    LiveEvents events;

    @Test
    void aMemberHearsTheTenantsEvents() throws Exception {
        URL url = URI.create(address.toString())
                .resolve("/api/v1/tenants/" + TENANT + "/events")
                .toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection();
        connection.setRequestProperty("Authorization", "Bearer mlr_abc");
        connection.setReadTimeout(10_000);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(connection.getHeaderField("Content-Type")).startsWith("text/event-stream");
            assertThat(lines.readLine()).startsWith("retry: ");
            assertThat(lines.readLine()).isEmpty();
            events.publish(new LiveEvent(TenantId.fromString(FakeServices.FOREIGN_TENANT), "{\"type\":\"foreign\"}"));
            events.publish(new LiveEvent(TENANT, "{\"type\":\"own\"}"));
            assertThat(lines.readLine()).isEqualTo("data: {\"type\":\"own\"}");
        } finally {
            connection.disconnect();
        }
    }
}
