package dev.millrace.syncworker;

import dev.millrace.events.Topics;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Real Kafka, a real warehouse, and a control plane in this JVM. */
public final class WorkerSurroundings implements QuarkusTestResourceLifecycleManager {

    static final String DATABASE = "warehouse_worker";
    static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    static final Login READER = new Login(DATABASE + "_reader", "reader");

    private FakeControlPlane controlPlane;

    @Override
    public Map<String, String> start() {
        TestStack stack = TestStack.shared();
        stack.kafka().createTopics(Topics.JOBS, Topics.deadLetters(Topics.JOBS));
        stack.postgres().createRole(LOADER, "login");
        stack.postgres().createRole(READER, "login");
        stack.postgres().createDatabase(DATABASE, LOADER, READER);
        try {
            controlPlane = new FakeControlPlane();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        controlPlane.useWarehouse(
                new WarehouseAccess("127.0.0.1", stack.postgres().port(), DATABASE, LOADER.user(), LOADER.password()));
        Map<String, String> settings = new HashMap<>();
        settings.put("kafka.bootstrap.servers", stack.kafka().bootstrapServers());
        settings.put("quarkus.http.test-port", "0");
        settings.put("quarkus.rest-client.connector.url", controlPlane.url());
        settings.put("quarkus.rest-client.tenant-management.url", controlPlane.url());
        settings.put("quarkus.oidc-client.auth-server-url", controlPlane.url());
        settings.put("quarkus.oidc-client.discovery-enabled", "false");
        settings.put("quarkus.oidc-client.token-path", "/token");
        settings.put("millrace.sync-worker.progress-interval", "PT0.2S");
        settings.put("millrace.sync-worker.egress-allow", "127.0.0.0/8");
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(controlPlane, new TestInjector.MatchesType(FakeControlPlane.class));
    }

    @Override
    public void stop() {
        if (controlPlane != null) {
            controlPlane.stop();
        }
    }
}
