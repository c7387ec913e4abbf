package dev.millrace.syncworker;

import dev.millrace.connector.mysql.MysqlSource;
import dev.millrace.connector.postgres.PostgresSource;
import dev.millrace.connector.sample.SampleSource;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.database.RangeSettings;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.syncworker.warehouse.ChunkLimits;
import dev.millrace.syncworker.warehouse.LoadRequest;
import dev.millrace.syncworker.warehouse.PostgresWarehouse;
import dev.millrace.syncworker.warehouse.StreamLoad;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * One attempt of a run as the worker does it, in a process of its own that may be killed at any moment: reader, queue,
 * writer, chunks and checkpoints are the worker's.
 */
public final class LoadingProgram {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    /** Printed when the load begins. */
    static final String LOADING = "loading";

    /** Small enough for many commits. */
    private static final ChunkLimits EVERY_CHECKPOINT = new ChunkLimits(1, 1, Duration.ofDays(1));

    private LoadingProgram() {}

    /**
     * What to load; the attempt's arguments in their order.
     *
     * @param connector {@code sample}, {@code mysql} or {@code postgres}
     * @param configuration the connector's
     * @param now the time at the source
     */
    record Attempt(
            int port,
            String database,
            String password,
            String schema,
            String source,
            String run,
            long fencingToken,
            SyncMode mode,
            String connector,
            String configuration,
            Instant now) {

        List<String> arguments() {
            return List.of(
                    Integer.toString(port),
                    database,
                    password,
                    schema,
                    source,
                    run,
                    Long.toString(fencingToken),
                    mode.name(),
                    connector,
                    configuration,
                    now.toString());
        }

        static Attempt of(String[] a) {
            return new Attempt(
                    Integer.parseInt(a[0]),
                    a[1],
                    a[2],
                    a[3],
                    a[4],
                    a[5],
                    Long.parseLong(a[6]),
                    SyncMode.valueOf(a[7]),
                    a[8],
                    a[9],
                    Instant.parse(a[10]));
        }
    }

    /** So that small tables are read as large ones are, over several connections. */
    private static final RangeSettings SMALL_RANGES = new RangeSettings(0, 64 * 1024, 3, 0, () -> true);

    /** Exit code 0 when the stream is whole in the destination. */
    public static void main(String[] arguments) {
        load(Attempt.of(arguments));
    }

    private static void load(Attempt attempt) {
        RunReport report = new RunReport();
        WarehouseAccess access = new WarehouseAccess(
                "127.0.0.1", attempt.port(), attempt.database(), attempt.database() + "_loader", attempt.password());
        boolean incremental = attempt.mode().isIncremental();
        Source source = switch (attempt.connector()) {
            case "sample" -> new SampleSource();
            case "mysql" -> new MysqlSource(SMALL_RANGES);
            default -> new PostgresSource(SMALL_RANGES);
        };
        try (SourceSession session = source.open(new SourceContext(
                        attempt.configuration(),
                        EgressGuard.allowing("127.0.0.1/32"),
                        upload -> Path.of(""),
                        Path.of(System.getProperty("java.io.tmpdir")),
                        InstantSource.fixed(attempt.now()),
                        report));
                PostgresWarehouse warehouse = WAREHOUSES.open(access, attempt.schema(), EVERY_CHECKPOINT)) {
            System.out.println(LOADING);
            System.out.flush();
            Stream stream = session.discover().stream("payments");
            ConfiguredStream configured = ConfiguredStream.of(
                    "payments",
                    attempt.mode(),
                    List.of("payment_id"),
                    incremental && !stream.resumable() ? "updated_at" : null,
                    "payments");
            StreamLoad load = warehouse.begin(new LoadRequest(
                    SourceId.fromString(attempt.source()),
                    RunId.fromString(attempt.run()),
                    attempt.fencingToken(),
                    attempt.schema(),
                    configured,
                    stream));
            if (load.alreadyComplete()) {
                load.finish();
            } else {
                ReadRequest request = new ReadRequest(
                        stream.name(),
                        load.columns(),
                        configured.primaryKey(),
                        configured.cursorField(),
                        Duration.ZERO,
                        null,
                        load.state(),
                        incremental);
                new StreamSync(session, load, Map.of(), request, report, new StopSignal(), LettingGo.NEVER).run();
            }
            String state = load.committedState();
            session.committed(state == null ? Map.of() : Map.of(stream.name(), state));
        }
    }
}
