package dev.millrace.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.connector.file.FileSource;
import dev.millrace.connector.sample.SampleSource;
import dev.millrace.connector.spi.BufferPool;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.RowForm;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamMessage;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.UploadId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The pieces of the hot path, each alone: time for a row, nothing written anywhere. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class Pieces {

    private static final int ROWS = 50_000;

    private Path folder;
    private SourceSession file;
    private ReadRequest orders;
    private SourceSession sample;
    private ReadRequest visits;

    @Setup
    public void open() throws IOException {
        folder = Files.createTempDirectory("millrace-pieces-");
        Path csv = folder.resolve("orders.csv");
        OrdersFile.write(csv, ROWS);
        String upload = UploadId.create().toString();
        file = open(new FileSource(), Map.of("uploads", List.of(Map.of("id", upload, "fileName", "orders.csv"))), csv);
        orders = request(file, 0);
        sample = open(new SampleSource(), Map.of(), csv);
        visits = request(sample, 5);
    }

    private SourceSession open(Source source, Map<String, ?> configuration, Path upload) throws IOException {
        return source.open(new SourceContext(
                new ObjectMapper().writeValueAsString(configuration),
                new EgressGuard(List.of()),
                id -> upload,
                folder,
                InstantSource.system(),
                new SourceLog() {
                    @Override
                    public void info(String line) {
                        // Nobody reads it here.
                    }

                    @Override
                    public void warn(String line) {
                        throw new IllegalStateException(line);
                    }
                }));
    }

    private static ReadRequest request(SourceSession session, int position) {
        Stream stream = session.discover().streams().get(position);
        return ReadRequest.of(stream.name(), stream.fields(), List.of(), null, null);
    }

    @TearDown
    public void close() throws IOException {
        file.close();
        sample.close();
        Files.delete(folder.resolve("orders.csv"));
        Files.delete(folder);
    }

    /** Bytes of a CSV of 16 mixed columns to tuples. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long csvToTuples() {
        return read(file, orders);
    }

    /** Values that are made up to tuples: what encoding and making them costs without parsing. One operation is all visits. */
    @Benchmark
    public long sampleVisitsToTuples() {
        return read(sample, visits);
    }

    /** One tuple of four values. */
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long encodeFourValues() {
        Counter counter = new Counter();
        StreamOutput output = new StreamOutput(
                new RowForm(orders.columns().subList(0, 4), Map.of(), false), new BufferPool(3), counter::take);
        RowEncoder row = output.rows();
        for (int i = 0; i < ROWS; i++) {
            row.beginRow();
            row.longValue(i);
            row.longValue(i * 7L);
            row.instantValue(1_700_000_000_000_000L + i);
            row.timestampValue(1_700_000_000_000_000L + i);
            row.endRow();
        }
        output.flush();
        return counter.bytes;
    }

    private static long read(SourceSession session, ReadRequest request) {
        Counter counter = new Counter();
        StreamOutput output =
                new StreamOutput(new RowForm(request.columns(), Map.of(), false), new BufferPool(3), counter::take);
        session.read(request, output);
        output.flush();
        return counter.bytes;
    }

    /** Takes batches and gives their buffers back. */
    private static final class Counter {

        private long bytes;

        void take(StreamMessage message) {
            if (message instanceof StreamMessage.RowBatch batch) {
                bytes += batch.length();
                batch.release();
            }
        }
    }
}
