package dev.millrace.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The platform's services and how each is configured on one machine. */
final class ServiceTable {

    static final String WAREHOUSE_ADMIN = "warehouse_admin";

    /** One for each service that keeps something, with an owner and an application role; and Keycloak's. */
    static final List<String> DATABASES =
            List.of("tenant_management", "connector", "transform", "reporting", "keycloak");

    /** The topics of the platform; each has a sibling for dead letters. */
    static final List<LocalKafka.Topic> TOPICS = Stream.of(
                    new LocalKafka.Topic("millrace.jobs.v1", 4, false),
                    new LocalKafka.Topic("millrace.run-events.v1", 4, false),
                    new LocalKafka.Topic("millrace.tenant-events.v1", 1, true),
                    new LocalKafka.Topic("millrace.audit-events.v1", 1, false))
            .flatMap(topic -> Stream.of(topic, LocalKafka.Topic.of(topic.name() + ".dead-letters")))
            .toList();

    private final Addresses addresses;
    private final Secrets secrets;
    private final Path objects;

    ServiceTable(Addresses addresses, Secrets secrets, Path objects) {
        this.addresses = addresses;
        this.secrets = secrets;
        this.objects = objects;
    }

    QuarkusService service(Part part) {
        return switch (part) {
            case TENANT_MANAGEMENT ->
                service(
                        part,
                        addresses.tenantManagement(),
                        database("tenant_management"),
                        secretsKey(),
                        Map.of(
                                "MILLRACE_WAREHOUSE_HOST",
                                Ports.LOOPBACK,
                                "MILLRACE_WAREHOUSE_PORT",
                                Integer.toString(addresses.postgres()),
                                "MILLRACE_WAREHOUSE_ADMIN_USER",
                                WAREHOUSE_ADMIN,
                                "MILLRACE_WAREHOUSE_ADMIN_PASSWORD",
                                secrets.login(WAREHOUSE_ADMIN).password(),
                                "MILLRACE_MAIL_HOST",
                                Ports.LOOPBACK,
                                "MILLRACE_MAIL_PORT",
                                Integer.toString(addresses.smtp()),
                                "MILLRACE_MAIL_FROM",
                                "Millrace <hello@millrace.localhost>",
                                "MILLRACE_PUBLIC_URL",
                                addresses.publicUrl().toString()));
            case CONNECTOR ->
                service(
                        part,
                        addresses.connector(),
                        database("connector"),
                        secretsKey(),
                        Map.of(
                                "MILLRACE_OBJECTS_FOLDER",
                                objects.toString(),
                                "MILLRACE_PUBLIC_URL",
                                addresses.publicUrl().toString()));
            case SYNC_WORKER ->
                // A person's own databases are on this machine; a cluster allows none of it.
                service(part, addresses.syncWorker(), Map.of("MILLRACE_EGRESS_ALLOW", "127.0.0.0/8"));
            case TRANSFORM -> service(part, addresses.transform(), database("transform"));
            case REPORTING -> service(part, addresses.reporting(), database("reporting"));
            case CONSOLE ->
                service(
                        part,
                        addresses.console(),
                        Map.of(
                                "MILLRACE_PUBLIC_URL", addresses.publicUrl().toString(),
                                "MILLRACE_KEYCLOAK_URL", addresses.keycloakUrl().toString(),
                                "MILLRACE_SESSION_KEY", secrets.password("session-key")));
            case POSTGRESQL, KAFKA, MAIL, KEYCLOAK ->
                throw new IllegalArgumentException(part.label() + " is no service of ours");
        };
    }

    @SafeVarargs
    private QuarkusService service(Part part, int port, Map<String, String>... more) {
        String client = "millrace-" + part.label();
        Map<String, String> environment = new HashMap<>(Map.ofEntries(
                // glibc would keep an arena for every few threads, and hand little of it back.
                Map.entry("MALLOC_ARENA_MAX", "2"),
                // What is larger is given back at once. Otherwise the limit grows with what is freed, and stays in the
                // arenas.
                Map.entry("MALLOC_MMAP_THRESHOLD_", "131072"),
                Map.entry("MALLOC_TRIM_THRESHOLD_", "131072"),
                Map.entry("QUARKUS_HTTP_HOST", Ports.LOOPBACK),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                Map.entry("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "true"),
                Map.entry("MILLRACE_KAFKA_BOOTSTRAP_SERVERS", Ports.LOOPBACK + ":" + addresses.kafka()),
                Map.entry("MILLRACE_OIDC_URL", addresses.realmUrl().toString()),
                Map.entry("MILLRACE_OIDC_ISSUER", addresses.issuer().toString()),
                Map.entry("MILLRACE_OIDC_CLIENT_ID", client),
                Map.entry("MILLRACE_OIDC_CLIENT_SECRET", clientSecret(secrets, client)),
                Map.entry("MILLRACE_TENANT_MANAGEMENT_URL", url(addresses.tenantManagement())),
                Map.entry("MILLRACE_CONNECTOR_URL", url(addresses.connector())),
                Map.entry("MILLRACE_TRANSFORM_URL", url(addresses.transform())),
                Map.entry("MILLRACE_REPORTING_URL", url(addresses.reporting()))));
        for (Map<String, String> settings : more) {
            environment.putAll(settings);
        }
        return new QuarkusService(part, port, environment);
    }

    private Map<String, String> database(String name) {
        Login owner = owner(secrets, name);
        Login application = application(secrets, name);
        return Map.of(
                "MILLRACE_DATABASE_URL",
                "jdbc:postgresql://" + Ports.LOOPBACK + ":" + addresses.postgres() + "/" + name,
                "MILLRACE_DATABASE_USER",
                application.user(),
                "MILLRACE_DATABASE_PASSWORD",
                application.password(),
                "MILLRACE_DATABASE_OWNER_USER",
                owner.user(),
                "MILLRACE_DATABASE_OWNER_PASSWORD",
                owner.password());
    }

    /** Only for the services that keep secrets of tenants. */
    private Map<String, String> secretsKey() {
        return Map.of("MILLRACE_SECRETS_KEY", secrets.key("secrets-key"));
    }

    private static String url(int port) {
        return Addresses.loopback(port).toString();
    }

    static Login owner(Secrets secrets, String database) {
        return secrets.login(database + "_owner");
    }

    static Login application(Secrets secrets, String database) {
        return secrets.login(database + "_app");
    }

    static String clientSecret(Secrets secrets, String client) {
        return secrets.password("keycloak.client." + client);
    }
}
