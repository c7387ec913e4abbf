package dev.millrace.syncworker;

import dev.millrace.events.Topics;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.work.WarehouseAccess;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Path taps = Path.of("target/taps").toAbsolutePath();
        try {
            controlPlane = new FakeControlPlane();
            writeTap(Files.createDirectories(taps).resolve("tap-counter"));
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
        settings.put("millrace.sync-worker.singer-taps", taps.toString());
        return settings;
    }

    /** A tap that has three orders more each time. */
    private static void writeTap(Path tap) throws IOException {
        Files.writeString(tap, """
                #!/bin/sh
                properties='{"properties": {"id": {"type": "integer"}, "note": {"type": "string"}}}'
                case "$3" in --discover)
                  echo '{"streams": [{"tap_stream_id": "orders", "key_properties": ["id"], "replication_key": "id",'
                  echo '"schema": '"$properties"'}]}'
                  exit;;
                esac
                last=0
                [ "$5" = --state ] && last=$(tr -dc 0-9 < "$6")
                echo "INFO from $last with $(cat "$2")" >&2
                echo '{"type": "SCHEMA", "stream": "orders", "key_properties": ["id"], "schema": '"$properties}"
                for id in $((last + 1)) $((last + 2)) $((last + 3)); do
                  echo '{"type": "RECORD", "stream": "orders", "record": {"id": '$id', "note": "order '$id'"}}'
                  echo '{"type": "STATE", "value": {"last": '$id'}}'
                done
                """);
        if (!tap.toFile().setExecutable(true)) {
            throw new IllegalStateException("the tap can't be made executable");
        }
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
