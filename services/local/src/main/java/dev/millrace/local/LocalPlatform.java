package dev.millrace.local;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The whole platform on one machine: PostgreSQL, Kafka, Keycloak, mail and the services, started side by side where they
 * don't need one another, on data that stays. Stopped by {@link #close()} in the reverse order.
 */
public final class LocalPlatform implements AutoCloseable {

    private final Options options;
    private final Addresses addresses;
    private final DataFolder data;
    private final Secrets secrets;
    private final Consumer<String> progress;
    private final Set<Part> parts;
    private final ServiceTable services;

    private final Map<Part, AutoCloseable> running = new ConcurrentHashMap<>();
    private final Map<Part, ChildProcess> children = new ConcurrentHashMap<>();
    private volatile boolean closing;

    private LocalPlatform(Options options, DataFolder data, Set<Part> parts, Consumer<String> progress) {
        this.options = options;
        this.addresses = options.addresses();
        this.data = data;
        this.secrets = data.secrets();
        this.parts = parts;
        this.services = new ServiceTable(addresses, secrets, dataFolder(Part.CONNECTOR));
        this.progress = progress;
    }

    /**
     * How to start.
     *
     * @param projectRoot the checkout, built
     * @param dataFolder what is kept between starts; one platform at a time uses it
     * @param addresses where everything listens
     * @param only names of the parts to start with what they need; all when empty
     * @param programs what our own services are run by
     */
    public record Options(
            Path projectRoot, Path dataFolder, Addresses addresses, List<String> only, ServicePrograms programs) {

        /** Copies the names. */
        public Options {
            only = List.copyOf(only);
        }

        /** Our own services are run as the checkout packaged them. */
        public Options(Path projectRoot, Path dataFolder, Addresses addresses, List<String> only) {
            this(projectRoot, dataFolder, addresses, only, new PackagedServices(projectRoot));
        }
    }

    /**
     * Starts everything and returns when all of it takes requests; on a failure stops what runs already.
     *
     * @param progress gets a line for people after each step
     * @throws ServerFailedException naming the server, with the end of its log
     */
    public static LocalPlatform start(Options options, Consumer<String> progress) {
        Set<Part> parts = options.only().isEmpty() ? Part.all() : Part.only(options.only());
        DataFolder data = DataFolder.open(options.dataFolder());
        LocalPlatform platform = new LocalPlatform(options, data, parts, progress);
        Thread hook = new Thread(platform::close, "platform-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            platform.startAll();
            return platform;
        } catch (RuntimeException e) {
            platform.close();
            throw e;
        }
    }

    private void startAll() {
        PortCheck.requireFree(parts, addresses);
        if (parts.contains(Part.KEYCLOAK) && !LocalKeycloak.isPrepared()) {
            timed("Keycloak prepared, once for this machine", () -> LocalKeycloak.prepare(options.projectRoot()));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<Part, CompletableFuture<Void>> starts = new EnumMap<>(Part.class);
            CompletableFuture<Void> firstFailure = new CompletableFuture<>();
            for (Part part : parts) {
                CompletableFuture<Void> start = together(
                                part.startsAfter().stream().map(starts::get))
                        .thenRunAsync(() -> start(part, Map.of()), threads)
                        .whenComplete((nothing, failure) -> {
                            if (failure != null) {
                                firstFailure.completeExceptionally(failure);
                                // The others would only wait for what does not come.
                                threads.shutdownNow();
                            }
                        });
                starts.put(part, start);
            }
            CompletableFuture.anyOf(together(starts.values().stream()), firstFailure)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ServerFailedException failure
                    ? failure
                    : new ServerFailedException("Millrace could not start: " + e.getCause(), e);
        }
    }

    private static CompletableFuture<Void> together(Stream<CompletableFuture<Void>> futures) {
        return CompletableFuture.allOf(futures.toArray(CompletableFuture<?>[]::new));
    }

    /** Starts a part with more in its environment than it has always. */
    private void start(Part part, Map<String, String> environment) {
        switch (part) {
            case POSTGRESQL -> startPostgres(environment);
            case KAFKA -> startKafka(environment);
            case MAIL -> startMail(environment);
            case KEYCLOAK -> startKeycloak(environment);
            case TENANT_MANAGEMENT, CONNECTOR, SYNC_WORKER, TRANSFORM, REPORTING, CONSOLE ->
                startService(services.service(part).with(environment));
        }
    }

    private void startPostgres(Map<String, String> environment) {
        timed("PostgreSQL on port " + addresses.postgres(), () -> {
            LocalPostgres.Options kept = LocalPostgres.Options.kept(
                            dataFolder(Part.POSTGRESQL),
                            data.log("postgresql"),
                            addresses.postgres(),
                            secrets.login("postgres").password())
                    .in(environment);
            LocalPostgres postgres = LocalPostgres.start(
                    LocalKeycloak.template().map(kept::startingFrom).orElse(kept));
            keep(Part.POSTGRESQL, postgres, postgres.process().orElseThrow());
            postgres.createRole(secrets.login(ServiceTable.WAREHOUSE_ADMIN), "createdb createrole");
            for (String database : ServiceTable.DATABASES) {
                postgres.createDatabase(
                        database, ServiceTable.owner(secrets, database), ServiceTable.application(secrets, database));
            }
        });
    }

    private void startKafka(Map<String, String> environment) {
        timed("Kafka on port " + addresses.kafka(), () -> {
            LocalKafka kafka = LocalKafka.start(LocalKafka.Options.kept(
                            dataFolder(Part.KAFKA), data.log("kafka"), addresses.kafka(), addresses.kafkaController())
                    .in(environment));
            keep(Part.KAFKA, kafka, kafka.process().orElseThrow());
            kafka.createTopics(ServiceTable.TOPICS);
        });
    }

    private void startMail(Map<String, String> environment) {
        timed("Mail on port " + addresses.smtp() + ", to read at " + addresses.mailboxUrl(), () -> {
            LocalMail mail = LocalMail.start(
                    data.resolve("mail"), data.log("mail"), addresses.smtp(), addresses.mailbox(), environment);
            keep(Part.MAIL, mail, mail.process());
        });
    }

    private void startKeycloak(Map<String, String> environment) {
        timed("Keycloak on port " + addresses.keycloak(), () -> {
            LocalKeycloak keycloak = LocalKeycloak.start(new LocalKeycloak.Options(
                    options.projectRoot(),
                    data.resolve("keycloak"),
                    data.log("keycloak"),
                    addresses.keycloak(),
                    addresses.keycloakManagement(),
                    addresses.publicUrl(),
                    "jdbc:postgresql://" + Ports.LOOPBACK + ":" + addresses.postgres() + "/keycloak",
                    ServiceTable.owner(secrets, "keycloak"),
                    secrets.password("keycloak.admin"),
                    RealmValues.of(addresses, client -> ServiceTable.clientSecret(secrets, client)),
                    environment));
            keep(Part.KEYCLOAK, keycloak, keycloak.process());
        });
    }

    private void startService(QuarkusService service) {
        timed(service.part().label() + " on port " + service.port(), () -> {
            ServicePrograms programs = options.programs();
            ChildProcess process =
                    service.start(programs, data.log(service.part().label()));
            keep(service.part(), () -> process.stop(programs.stopPatience()), process);
            service.awaitReady(process);
        });
    }

    private void keep(Part part, AutoCloseable server, ChildProcess process) {
        running.put(part, server);
        children.put(part, process);
    }

    private void timed(String what, Runnable step) {
        long begin = System.nanoTime();
        step.run();
        progress.accept("  %-62s %5.1f s".formatted(what, (System.nanoTime() - begin) / 1e9));
    }

    /** Where everything listens. */
    public Addresses addresses() {
        return addresses;
    }

    /** The secret of a client of Keycloak's realm, such as {@code millrace-connector}. */
    public String clientSecret(String client) {
        return ServiceTable.clientSecret(secrets, client);
    }

    /** Who a role of the services' databases is, such as {@code connector_app}, {@code connector_owner} or {@code warehouse_admin}. */
    public Login databaseLogin(String role) {
        return secrets.login(role);
    }

    /** The server that holds the services' databases and the warehouses. */
    public LocalPostgres postgres() {
        AutoCloseable server = running.get(Part.POSTGRESQL);
        if (server instanceof LocalPostgres postgres) {
            return postgres;
        }
        throw new IllegalStateException("PostgreSQL is not one of the parts that were started");
    }

    /** How many mails to somebody the mailbox has; it keeps the newest 200 of all. */
    public int mailsTo(String email) {
        return new DemoBrowser(addresses.mailboxUrl())
                .get("/api/messages?to=" + email)
                .path("items")
                .size();
    }

    /** Where the demonstration is shown, to the same person as long as the data folder is kept. */
    public DemoPlace demoPlace() {
        return new DemoPlace(
                addresses.publicUrl(),
                Optional.of(addresses.mailboxUrl()),
                new Login("demo@millrace.example", secrets.password("demo-customer")));
    }

    /**
     * Ends a part at once, as losing its machine does. {@link #startAgain} brings it back.
     *
     * @param part as {@link Options#only()} names it
     */
    public void kill(String part) {
        Part killed = Part.named(part);
        ChildProcess child = children.remove(killed);
        running.remove(killed);
        if (child != null) {
            child.kill();
        }
    }

    /** Starts a part that was killed on the data that it kept, and returns when it takes requests. */
    public void startAgain(String part) {
        startAgain(part, Map.of());
    }

    /** Starts a part that was killed again with more in its environment, and returns when it takes requests. The next start is without. */
    public void startAgain(String part, Map<String, String> environment) {
        start(Part.named(part), environment);
    }

    /** Whether a part runs: it may have stopped by itself. */
    public boolean isAlive(String part) {
        ChildProcess child = children.get(Part.named(part));
        return child != null && child.isAlive();
    }

    /** The TCP ports on 127.0.0.1 that a part listens on. */
    public List<Integer> ports(String part) {
        return Part.named(part).ports(addresses).toList();
    }

    /**
     * The folder that PostgreSQL or Kafka keeps its data in, and the connector service uploaded files.
     *
     * @throws IllegalArgumentException for a part that keeps none
     */
    public Path dataFolder(String part) {
        return dataFolder(Part.named(part));
    }

    private Path dataFolder(Part part) {
        return switch (part) {
            case POSTGRESQL -> data.resolve("postgres");
            case KAFKA -> data.resolve("kafka");
            case CONNECTOR -> data.resolve("objects");
            case MAIL, KEYCLOAK, TENANT_MANAGEMENT, SYNC_WORKER, TRANSFORM, REPORTING, CONSOLE ->
                throw new IllegalArgumentException(part.label() + " has no data folder of its own");
        };
    }

    /** Holds a part still: connections to it stay open and nothing answers, as behind a network that drops everything. */
    public void freeze(String part) {
        child(part).freeze();
    }

    /** Lets a frozen part go on. */
    public void thaw(String part) {
        child(part).thaw();
    }

    private ChildProcess child(String part) {
        ChildProcess child = children.get(Part.named(part));
        if (child == null) {
            throw new IllegalStateException(part + " does not run");
        }
        return child;
    }

    /** A child that stopped although nobody asked it to. */
    Optional<ServerFailedException> failure() {
        return closing
                ? Optional.empty()
                : children.values().stream()
                        .filter(child -> !child.isAlive())
                        .findFirst()
                        .map(child -> child.failure("stopped by itself"));
    }

    /** Stops everything: the services side by side, then the servers that they need, and lets the data folder go. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        stopTogether(Part.SERVICES);
        stopTogether(List.of(Part.KEYCLOAK, Part.MAIL, Part.KAFKA));
        stop(Part.POSTGRESQL);
        data.close();
    }

    private void stopTogether(List<Part> together) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            together.forEach(part -> threads.execute(() -> stop(part)));
        }
    }

    private void stop(Part part) {
        AutoCloseable server = running.remove(part);
        if (server == null) {
            return;
        }
        try {
            server.close();
        } catch (Exception e) {
            progress.accept("  Could not stop " + part.label() + ": " + e.getMessage());
        }
    }
}
