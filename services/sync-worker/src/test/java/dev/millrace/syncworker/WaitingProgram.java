package dev.millrace.syncworker;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.Completion;
import dev.millrace.work.Completion.Outcome;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.ConnectorDescriptor;
import dev.millrace.work.CredentialRenewal;
import dev.millrace.work.ProgressAnswer;
import dev.millrace.work.ProgressReport;
import dev.millrace.work.RunKind;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.context.Context;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A worker of few places with many runs whose sources have nothing for them yet, in a process of its own. */
public final class WaitingProgram {

    static final int PLACES = 4;
    static final int RUNS_OF_A_WAREHOUSE = 100;

    private WaitingProgram() {}

    /** The database that a run is loaded into. */
    static String database(int run) {
        return "waiting_" + run / RUNS_OF_A_WAREHOUSE;
    }

    /** Takes the server's port, the loader with its password, and how many runs there are; prints what it sees. */
    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[3]);
        WaitingSource source = new WaitingSource();
        Counted controlPlane = new Counted(Integer.parseInt(arguments[0]), arguments[1], arguments[2]);
        SyncWorkerConfiguration configuration = new SmallRyeConfigBuilder()
                .withMapping(SyncWorkerConfiguration.class)
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withDefaultValues(Map.of(
                        "millrace.sync-worker.concurrency",
                        Integer.toString(PLACES),
                        // Those that there are then belong to runs.
                        "millrace.sync-worker.kept-connections",
                        "0"))
                .build()
                .getConfigMapping(SyncWorkerConfiguration.class);
        WorkerFolder folders = new WorkerFolder();
        RunExecutor executor = new RunExecutor(
                new Sources(List.of(source)),
                controlPlane,
                new UploadCache(folders, configuration),
                folders,
                configuration,
                new SimpleMeterRegistry());
        for (int i = 0; i < runs; i++) {
            Place place = executor.enter(Duration.ofMinutes(1)).orElseThrow();
            ClaimedRun run = run(i);
            controlPlane.databases.put(run.tenantId(), database(i));
            executor.start(run, Context.root(), place);
        }
        for (int half = 0; half < 2; half++) {
            AtomicInteger waiting = source.waiting.get(half);
            await(() -> waiting.get() == runs);
            System.out.println(waiting.get() + " runs wait, " + residentMebibytes() + " MiB resident");
            source.released.get(half).countDown();
        }
        await(() -> controlPlane.succeeded.get() + controlPlane.failed.get() == runs);
        System.out.println(controlPlane.succeeded.get() + " runs succeeded, " + peakMebibytes() + " MiB at the most");
        System.exit(controlPlane.failed.get());
    }

    private static ClaimedRun run(int number) {
        return new ClaimedRun(
                RunId.create(),
                TenantId.create(),
                SourceId.create(),
                RunKind.SYNC,
                1,
                1,
                Duration.ofSeconds(30),
                WaitingSource.NAME,
                JsonNodeFactory.instance.objectNode(),
                WaitingSource.catalog(),
                List.of(ConfiguredStream.of("records", SyncMode.INCREMENTAL_UPSERT, List.of("id"), "id", "records")),
                "waiting_" + number,
                null);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(20);
        }
    }

    private static String residentMebibytes() throws IOException {
        return mebibytes("VmRSS:");
    }

    private static String peakMebibytes() throws IOException {
        return mebibytes("VmHWM:");
    }

    private static String mebibytes(String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "0";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.toString(Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024))
                .findFirst()
                .orElse("0");
    }

    /** Counts how runs end. */
    private static final class Counted implements ControlPlane {

        final AtomicInteger succeeded = new AtomicInteger();
        final AtomicInteger failed = new AtomicInteger();
        final Map<TenantId, String> databases = new ConcurrentHashMap<>();
        private final int port;
        private final String loader;
        private final String password;

        Counted(int port, String loader, String password) {
            this.port = port;
            this.loader = loader;
            this.password = password;
        }

        @Override
        public Optional<ClaimedRun> claim(RunId run) {
            throw new IllegalStateException("runs are claimed already");
        }

        @Override
        public ProgressAnswer progress(RunId run, ProgressReport report) {
            return new ProgressAnswer(false);
        }

        @Override
        public void complete(RunId run, Completion completion) {
            (completion.outcome() == Outcome.SUCCEEDED ? succeeded : failed).incrementAndGet();
        }

        @Override
        public WarehouseAccess warehouse(TenantId tenant) {
            String database = Objects.requireNonNull(databases.get(tenant));
            return new WarehouseAccess("127.0.0.1", port, database, loader, password);
        }

        @Override
        public InputStream upload(RunId run, UploadId upload, long fencingToken) {
            throw new IllegalStateException("there are no uploads");
        }

        @Override
        public void requireLease(RunId run, long fencingToken) {
            throw new IllegalStateException("no credentials are renewed");
        }

        @Override
        public boolean renewCredentials(RunId run, CredentialRenewal renewal) {
            throw new IllegalStateException("no credentials are renewed");
        }

        @Override
        public void announce(ConnectorDescriptor descriptor) {}
    }
}
