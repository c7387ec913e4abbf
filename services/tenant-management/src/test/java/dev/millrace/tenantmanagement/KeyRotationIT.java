package dev.millrace.tenantmanagement;

import static dev.millrace.tenantmanagement.TenantCalls.connect;
import static dev.millrace.tenantmanagement.TenantCalls.createTenant;
import static dev.millrace.tenantmanagement.TenantCalls.warehouse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.commands.Check;
import dev.millrace.commands.Settings;
import dev.millrace.local.TestStack;
import dev.millrace.platform.secrets.KeyRotation;
import dev.millrace.platform.secrets.SecretsKeyCheck;
import dev.millrace.platform.testkit.RealServers;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service under test goes on with its one key, so every test gives the tenants' keys back to that. */
@QuarkusTest
@WithTestResource(value = RealServers.class, initArgs = @ResourceArg(name = "database", value = "tenant_management"))
class KeyRotationIT {

    /** The key of {@link RealServers}. */
    private static final String OLD = key(0);

    private static final String NEW = key(7);
    private static final String ANOTHER = key(9);

    @AfterEach
    void giveBack() throws SQLException {
        asOwner("drop trigger if exists stumbles on tenant_keys");
        assertThat(rotate(OLD, NEW)).startsWith("ok ");
    }

    @Test
    void allKeysAreWrappedAnewAndTheOldOneIsNotNeededAnyMore() throws SQLException {
        String tenant = createTenant("rosa", "Keys of rosa");
        createTenant("rolf", "Keys of rolf");
        Map<String, String> before = wrapped();
        int all = before.size();
        assertThat(complaint(NEW, null))
                .startsWith(all + " of " + all + " tenants' keys were wrapped by another key than");

        assertThat(rotate(NEW, OLD))
                .isEqualTo(
                        "ok     %d of %d tenants' keys were wrapped anew; all open with millrace.secrets.key alone.\n"
                                .formatted(all, all));

        assertThat(wrapped().keySet()).isEqualTo(before.keySet());
        assertThat(wrapped().values()).doesNotContainAnyElementsOf(before.values());
        assertThat(complaint(NEW, null)).isEmpty();
        assertThat(complaint(OLD, null)).isNotEmpty();
        assertThat(rotate(NEW, null)).startsWith("ok     0 of " + all);
        assertThat(rotate(OLD, NEW)).startsWith("ok     " + all + " of " + all);
        // What the data keys encrypt was not touched.
        loaderLogsIn(tenant);
    }

    @Test
    void aWrongOrMissingPreviousKeyChangesNothing() throws SQLException {
        createTenant("rita", "Keys of rita");
        Map<String, String> before = wrapped();

        for (String previous : new String[] {null, ANOTHER}) {
            assertThat(rotate(NEW, previous))
                    .startsWith("WRONG  ")
                    .contains(
                            "Set millrace.secrets.previous-key to the key that was used until now. Nothing was changed.")
                    .doesNotContain(NEW)
                    .doesNotContain(ANOTHER);
        }
        assertThat(rotate("too short", OLD)).isEqualTo("WRONG  millrace.secrets.key is not base64.\n");
        assertThat(wrapped()).isEqualTo(before);
    }

    @Test
    void whatStoppedInTheMiddleIsRunAgainAndGoesOn() throws SQLException {
        createTenant("ruth", "Keys of ruth");
        String unlucky = createTenant("rudi", "Keys of rudi");
        createTenant("rhea", "Keys of rhea");
        Map<String, String> before = wrapped();
        asOwner("create or replace function stumble() returns trigger language plpgsql as"
                + " $$ begin raise 'the server goes down'; end $$");
        asOwner("create trigger stumbles before update on tenant_keys for each row" + " when (old.tenant_id = '"
                + unlucky + "') execute function stumble()");

        assertThat(rotate(NEW, OLD))
                .startsWith("WRONG  the service's database: ")
                .contains("the server goes down")
                .endsWith("Run the command again.\n");

        assertThat(wrapped()).containsEntry(unlucky, before.get(unlucky));
        assertThat(complaint(NEW, OLD)).isEmpty();
        asOwner("drop trigger stumbles on tenant_keys");
        assertThat(rotate(NEW, OLD)).startsWith("ok ");
        assertThat(complaint(NEW, null)).isEmpty();
    }

    private static void loaderLogsIn(String tenant) throws SQLException {
        try (Connection connection = connect(warehouse(tenant, "sync-worker", "LOADER"))) {
            assertThat(connection.isValid(2)).isTrue();
        }
    }

    private static String rotate(String key, @Nullable String previous) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        boolean well =
                new KeyRotation().run(settings(key, previous), new PrintStream(said, true, StandardCharsets.UTF_8));
        String text = said.toString(StandardCharsets.UTF_8);
        assertThat(text.startsWith("ok ")).isEqualTo(well);
        return text;
    }

    private static String complaint(String key, @Nullable String previous) {
        Check check = SecretsKeyCheck.of(settings(key, previous));
        return check.complaint().orElse("");
    }

    private static Settings settings(String key, @Nullable String previous) {
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "quarkus.datasource.jdbc.url", TestStack.shared().postgres().jdbcUrl("tenant_management"));
        settings.put("quarkus.datasource.username", "tenant_management_app");
        settings.put("quarkus.datasource.password", "application-password");
        settings.put("millrace.secrets.key", key);
        settings.put("millrace.secrets.previous-key", previous == null ? "" : previous);
        return Settings.of(settings);
    }

    private static Map<String, String> wrapped() throws SQLException {
        Map<String, String> keys = new TreeMap<>();
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute("select set_config('app.tenant_id', '*', false)");
            try (ResultSet rows =
                    statement.executeQuery("select tenant_id, encode(wrapped_key, 'hex') from tenant_keys")) {
                while (rows.next()) {
                    keys.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return keys;
    }

    private static void asOwner(String sql) throws SQLException {
        try (Connection connection = owner();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection owner() throws SQLException {
        return DriverManager.getConnection(
                TestStack.shared().postgres().jdbcUrl("tenant_management"),
                "tenant_management_owner",
                "owner-password");
    }

    private static String key(int content) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) content);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
