package dev.millrace.platform.testkit;

import dev.millrace.events.Topics;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives a service under test a database of its own in a real PostgreSQL, a real Kafka with the topics, a warehouse
 * server, and the key of {@link TestTokens}. The servers are shared by all tests of a JVM.
 *
 * <p>Argument {@code database}: the service's database. Argument {@code loginServer}: with {@code away}, tokens are checked with
 * the keys of a login server that does not answer.
 */
public class RealServers implements QuarkusTestResourceLifecycleManager {

    /** The role that makes warehouses. */
    public static final Login WAREHOUSE_ADMIN = new Login("warehouse_admin", "warehouse-admin-password");

    private String database = "service";
    private boolean loginServerIsAway;

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
        loginServerIsAway = "away".equals(arguments.get("loginServer"));
    }

    @Override
    public Map<String, String> start() {
        TestStack servers = TestStack.shared();
        Login owner = new Login(database + "_owner", "owner-password");
        Login application = new Login(database + "_app", "application-password");
        servers.postgres().createDatabase(database, owner, application);
        servers.postgres().createRole(WAREHOUSE_ADMIN, "createdb createrole");
        List<String> topics = new ArrayList<>(Topics.ALL);
        Topics.ALL.stream().map(Topics::deadLetters).forEach(topics::add);
        servers.kafka().createTopics(topics.toArray(String[]::new));

        Map<String, String> settings = new HashMap<>();
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.http.host", "127.0.0.1");
        settings.put("millrace.secrets.key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("MILLRACE_DATABASE_URL", servers.postgres().jdbcUrl(database));
        settings.put("MILLRACE_DATABASE_USER", application.user());
        settings.put("MILLRACE_DATABASE_PASSWORD", application.password());
        settings.put("MILLRACE_DATABASE_OWNER_USER", owner.user());
        settings.put("MILLRACE_DATABASE_OWNER_PASSWORD", owner.password());
        settings.put("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", servers.kafka().bootstrapServers());
        settings.put("MILLRACE_WAREHOUSE_HOST", "127.0.0.1");
        settings.put(
                "MILLRACE_WAREHOUSE_PORT", String.valueOf(servers.postgres().port()));
        settings.put("MILLRACE_WAREHOUSE_ADMIN_USER", WAREHOUSE_ADMIN.user());
        settings.put("MILLRACE_WAREHOUSE_ADMIN_PASSWORD", WAREHOUSE_ADMIN.password());
        settings.putAll(TestTokens.settings());
        if (loginServerIsAway) {
            settings.remove("quarkus.oidc.public-key");
            settings.remove("quarkus.oidc.auth-server-url");
            settings.put("quarkus.oidc.connection-delay", "1S");
        }
        return settings;
    }

    @Override
    public void stop() {
        // The servers are the JVM's; they stop with it.
    }
}
