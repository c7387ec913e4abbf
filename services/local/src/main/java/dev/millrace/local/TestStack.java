package dev.millrace.local;

import java.util.Properties;
import java.util.concurrent.CompletableFuture;

/**
 * PostgreSQL and Kafka for tests: started once in a JVM by whoever asks first, stopped when the JVM ends.
 *
 * <p>Quarkus loads the tests of one JVM in several class loaders, each with its own copy of this class. So the addresses
 * are kept in the system properties, which the class loaders share, and only the first copy owns the servers.
 */
public final class TestStack {

    private static final String POSTGRES_PORT = "millrace.test-stack.postgres.port";
    private static final String POSTGRES_PASSWORD = "millrace.test-stack.postgres.password";
    private static final String KAFKA_PORT = "millrace.test-stack.kafka.port";

    private final LocalPostgres postgres;
    private final LocalKafka kafka;

    private TestStack(LocalPostgres postgres, LocalKafka kafka) {
        this.postgres = postgres;
        this.kafka = kafka;
    }

    /** The servers of this JVM; the first call starts them and takes a few seconds. */
    public static TestStack shared() {
        Properties properties = System.getProperties();
        synchronized (properties) {
            if (properties.containsKey(KAFKA_PORT)) {
                return new TestStack(
                        LocalPostgres.startedElsewhere(
                                Integer.parseInt(properties.getProperty(POSTGRES_PORT)),
                                properties.getProperty(POSTGRES_PASSWORD)),
                        LocalKafka.startedElsewhere(Integer.parseInt(properties.getProperty(KAFKA_PORT))));
            }
            TestStack started = start();
            properties.setProperty(POSTGRES_PORT, Integer.toString(started.postgres.port()));
            properties.setProperty(
                    POSTGRES_PASSWORD, started.postgres.superuser().password());
            properties.setProperty(KAFKA_PORT, Integer.toString(started.kafka.port()));
            return started;
        }
    }

    private static TestStack start() {
        CompletableFuture<LocalKafka> startingKafka =
                CompletableFuture.supplyAsync(() -> LocalKafka.start(LocalKafka.Options.throwaway()));
        LocalPostgres postgres = LocalPostgres.start(LocalPostgres.Options.throwaway());
        LocalKafka kafka = startingKafka.join();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            kafka.close();
                            postgres.close();
                        },
                        "test-stack-shutdown"));
        return new TestStack(postgres, kafka);
    }

    /** The database server. Whoever needs a database creates one with a name of its own. */
    public LocalPostgres postgres() {
        return postgres;
    }

    /** The broker. Whoever needs a topic creates it. */
    public LocalKafka kafka() {
        return kafka;
    }
}
