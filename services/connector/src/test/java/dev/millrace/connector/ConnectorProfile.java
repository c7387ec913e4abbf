package dev.millrace.connector;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.nio.file.Path;
import java.util.Map;

/**
 * The settings of every test here, so that the service starts once: leases that no slow machine lets lapse by itself,
 * short pauses, small uploads, and an app of the platform's own at one vendor.
 */
public final class ConnectorProfile implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "millrace.connector.runs.lease",
                "PT10M",
                "millrace.connector.runs.first-pause",
                "PT1S",
                "millrace.connector.runs.attempts",
                "2",
                "millrace.connector.uploads.largest",
                "1M",
                "MILLRACE_OBJECTS_FOLDER",
                "target/objects",
                "MILLRACE_PUBLIC_URL",
                "https://app.example.com",
                "MILLRACE_OAUTH_APPS",
                Path.of("target/test-classes/oauth-apps.json").toAbsolutePath().toString());
    }
}
