package dev.millrace.connector;

import static dev.millrace.connector.ConnectorClient.DATABASE_SCHEMA;
import static dev.millrace.connector.ConnectorClient.announce;
import static dev.millrace.connector.ConnectorClient.claim;
import static dev.millrace.connector.ConnectorClient.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.millrace.commands.Settings;
import dev.millrace.local.TestStack;
import dev.millrace.platform.secrets.KeyRotation;
import dev.millrace.platform.secrets.SecretsKeyCheck;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(ConnectorProfile.class)
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "connector"))
class KeyRotationIT {

    /** The key of {@link RealServers}, with which the service under test goes on. */
    private static final String OLD = key(0);

    private static final String NEW = key(7);

    @Test
    void sourcesKeepTheirPasswordsWhileTheKeyIsChanged() {
        announce("shop", "databases", DATABASE_SCHEMA);
        String run = connect("rika", "Shop of Rika").path("run.id");
        connect("rolf", "Shop of Rolf");

        String there = rotate(NEW, OLD);
        boolean opensWithTheNewOneAlone =
                SecretsKeyCheck.of(settings(NEW, "")).complaint().isEmpty();
        String back = rotate(OLD, NEW);

        assertThat(there).matches("ok {5}(\\d+) of \\1 tenants' keys were wrapped anew; .*\\n");
        assertThat(opensWithTheNewOneAlone).isTrue();
        assertThat(back).isEqualTo(there);
        claim(run).statusCode(200).body("configuration.password", equalTo("hunter2"));
    }

    private static String rotate(String key, String previous) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        new KeyRotation().run(settings(key, previous), new PrintStream(said, true, StandardCharsets.UTF_8));
        return said.toString(StandardCharsets.UTF_8);
    }

    private static Settings settings(String key, String previous) {
        return Settings.of(Map.of(
                "quarkus.datasource.jdbc.url",
                TestStack.shared().postgres().jdbcUrl("connector"),
                "quarkus.datasource.username",
                "connector_app",
                "quarkus.datasource.password",
                "application-password",
                "millrace.secrets.key",
                key,
                "millrace.secrets.previous-key",
                previous));
    }

    private static String key(int content) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) content);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
