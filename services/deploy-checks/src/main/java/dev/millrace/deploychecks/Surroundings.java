package dev.millrace.deploychecks;

import dev.millrace.local.Addresses;
import dev.millrace.local.LocalPlatform;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an operator has before they install: servers, and what they write into their values and Secrets about them. */
final class Surroundings {

    /** Of a platform of {@code services/local}, all but the services. */
    private static final List<String> SERVERS = List.of("postgresql", "kafka", "mail", "keycloak");

    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> WITH_DATABASE =
            List.of("tenant-management", "connector", "transform", "reporting");
    private static final List<String> COMPONENTS =
            List.of("tenantManagement", "connector", "syncWorker", "transform", "reporting", "console");

    private final LocalPlatform platform;

    Surroundings(LocalPlatform platform) {
        this.platform = platform;
    }

    /**
     * Starts the servers of this machine.
     *
     * @param data a folder for what they keep
     * @param scheme by which people reach Millrace: {@code http}, or {@code https} where something in front of it ends TLS
     */
    static LocalPlatform start(Path data, String scheme) {
        return LocalPlatform.start(
                new LocalPlatform.Options(Chart.ROOT, data, Check.addresses(scheme), SERVERS), Check::say);
    }

    /** The operator's own values, on top of {@code profiles/required.yaml}. */
    Map<String, String> values() {
        Addresses addresses = platform.addresses();
        Map<String, String> values = new HashMap<>(Map.ofEntries(
                Map.entry("publicUrl", addresses.publicUrl().toString()),
                Map.entry("image.registry", "localhost"),
                Map.entry("image.pullPolicy", "Never"),
                Map.entry("postgresql.host", LOOPBACK),
                Map.entry("postgresql.port", Integer.toString(addresses.postgres())),
                Map.entry("postgresql.sslMode", "disable"),
                Map.entry("warehouses.port", Integer.toString(addresses.postgres())),
                Map.entry("kafka.bootstrapServers", LOOPBACK + ":" + addresses.kafka()),
                Map.entry("kafka.securityProtocol", "PLAINTEXT"),
                Map.entry("kafka.topics.partitions", "4"),
                Map.entry("login.serverUrl", addresses.keycloakUrl().toString()),
                Map.entry("objects.bucket", ""),
                Map.entry("objects.claim", "uploads"),
                Map.entry("mail.host", LOOPBACK),
                Map.entry("mail.port", Integer.toString(addresses.smtp())),
                Map.entry("mail.startTls", "DISABLED"),
                Map.entry("ingress.enabled", "false"),
                Map.entry("sources.allowedAddresses[0]", "127.0.0.0/8")));
        // Nobody here counts a pod's load.
        COMPONENTS.forEach(component -> values.put(component + ".autoscaling.enabled", "false"));
        return values;
    }

    /** The Secrets that the operator makes; the chart makes the third by itself. */
    Map<String, Map<String, String>> secrets() {
        Map<String, String> databases = new HashMap<>();
        databases.put(
                "warehouse-admin", platform.databaseLogin("warehouse_admin").password());
        for (String component : WITH_DATABASE) {
            String database = component.replace('-', '_');
            for (String role : List.of("app", "owner")) {
                databases.put(
                        component + "-" + role,
                        platform.databaseLogin(database + "_" + role).password());
            }
        }
        Map<String, String> login = new HashMap<>();
        List.of("tenant-management", "connector", "sync-worker", "transform", "reporting", "console")
                .forEach(component -> login.put(component, platform.clientSecret("millrace-" + component)));
        return Map.of("release-millrace-databases", databases, "release-millrace-login", login);
    }
}
