package dev.millrace.local;

import dev.millrace.local.ChildProcess.Command;
import dev.millrace.local.ChildProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** A Kafka broker of our own on the loopback address, in a JVM of its own. Threads may share it. */
public final class LocalKafka implements AutoCloseable {

    private static final Duration START_TIMEOUT = Duration.ofSeconds(90);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final Duration ADMIN_TIMEOUT = Duration.ofSeconds(30);
    private static final int ATTEMPTS_AT_A_FREE_PORT = 3;

    private final int port;
    private final Optional<ChildProcess> process;
    private final Optional<Path> throwaway;

    private LocalKafka(int port, Optional<ChildProcess> process, Optional<Path> throwaway) {
        this.port = port;
        this.process = process;
        this.throwaway = throwaway;
    }

    /**
     * How to start.
     *
     * @param folder where the data is kept; empty for data that goes with the broker
     * @param log where the broker writes, for kept data
     * @param port for clients, or 0 for a free one
     * @param controllerPort for the broker's own controller, or 0 for a free one
     * @param environment of the broker's process, added to ours
     */
    public record Options(
            Optional<Path> folder, Optional<Path> log, int port, int controllerPort, Map<String, String> environment) {

        /** Copies the environment. */
        public Options {
            environment = Map.copyOf(environment);
        }

        /** For tests: free ports, and data that goes with the broker. */
        public static Options throwaway() {
            return new Options(Optional.empty(), Optional.empty(), 0, 0, Map.of());
        }

        /** For a person's own machine: data that stays. */
        public static Options kept(Path folder, Path log, int port, int controllerPort) {
            return new Options(Optional.of(folder), Optional.of(log), port, controllerPort, Map.of());
        }

        /** The same with this environment. */
        Options in(Map<String, String> environment) {
            return new Options(folder, log, port, controllerPort, environment);
        }
    }

    /**
     * A topic to create.
     *
     * @param compacted keeps the last event of each key for good instead of all events for a week
     */
    public record Topic(String name, int partitions, boolean compacted) {

        /** A topic with one partition that keeps its events for Kafka's default week. */
        public static Topic of(String name) {
            return new Topic(name, 1, false);
        }
    }

    /** Starts a broker and returns when it takes requests. */
    public static LocalKafka start(Options options) {
        if (options.folder().isPresent()) {
            Path folder = options.folder().get().toAbsolutePath();
            return launch(
                    folder,
                    options.log().orElse(folder.resolveSibling("kafka.log")),
                    options.port() == 0 ? Ports.free() : options.port(),
                    options.controllerPort() == 0 ? Ports.free() : options.controllerPort(),
                    options.environment(),
                    Optional.empty());
        }
        Path work = Folders.throwaway("kafka");
        for (int attempt = 1; ; attempt++) {
            int port = options.port() == 0 ? Ports.free() : options.port();
            int controllerPort = options.controllerPort() == 0 ? Ports.free() : options.controllerPort();
            try {
                return launch(
                        work.resolve("data"),
                        work.resolve("kafka.log"),
                        port,
                        controllerPort,
                        options.environment(),
                        Optional.of(work));
            } catch (ServerFailedException e) {
                if (attempt == ATTEMPTS_AT_A_FREE_PORT || (Ports.isFree(port) && Ports.isFree(controllerPort))) {
                    throw e;
                }
            }
        }
    }

    /** A handle to a broker that somebody else in this JVM started and closes. */
    static LocalKafka startedElsewhere(int port) {
        return new LocalKafka(port, Optional.empty(), Optional.empty());
    }

    private static LocalKafka launch(
            Path folder,
            Path log,
            int port,
            int controllerPort,
            Map<String, String> environment,
            Optional<Path> throwaway) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> jvmOptions = List.of(
                "-Xms64m",
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.showDateTime=true");
        List<String> arguments = List.of(folder.toString(), Integer.toString(port), Integer.toString(controllerPort));
        ChildProcess process = ChildProcess.start(new Command(
                "Kafka",
                JavaProgram.commandLine(KafkaBroker.class, jvmOptions, arguments),
                environment,
                log,
                Signal.TERM,
                Signal.KILL,
                false));
        try {
            process.awaitReady(() -> LogFile.contains(log, KafkaBroker.READY), START_TIMEOUT);
            return new LocalKafka(port, Optional.of(process), throwaway);
        } catch (ServerFailedException e) {
            process.stop(STOP_PATIENCE);
            throw e;
        }
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** What clients are configured with. */
    public String bootstrapServers() {
        return Ports.LOOPBACK + ":" + port;
    }

    /** Creates topics with one partition each; those that are there stay as they are. */
    public void createTopics(String... names) {
        createTopics(List.of(names).stream().map(Topic::of).toList());
    }

    /** Creates topics; those that are there stay as they are. */
    public void createTopics(Collection<Topic> topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (Topic topic : topics) {
            wanted.add(new NewTopic(topic.name(), topic.partitions(), (short) 1)
                    .configs(Map.of("cleanup.policy", topic.compacted() ? "compact" : "delete")));
        }
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()))) {
            CreateTopicsResult created = admin.createTopics(wanted);
            for (var topic : created.values().entrySet()) {
                try {
                    topic.getValue().get(ADMIN_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw new ServerFailedException(
                                "Could not create the Kafka topic " + topic.getKey() + ": " + e.getCause(), e);
                    }
                }
            }
        } catch (TimeoutException e) {
            throw new ServerFailedException("Kafka did not create the topics in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerFailedException("Interrupted while creating the Kafka topics.", e);
        }
    }

    Optional<ChildProcess> process() {
        return process;
    }

    /** Stops the broker and deletes throw-away data, which needs no orderly stop. */
    @Override
    public void close() {
        process.ifPresent(broker -> broker.stop(throwaway.isPresent() ? Duration.ZERO : STOP_PATIENCE));
        throwaway.ifPresent(Folders::deleteQuietly);
    }
}
