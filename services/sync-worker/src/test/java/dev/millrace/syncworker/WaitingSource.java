package dev.millrace.syncworker;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Has a hundred rows, and has every reader wait before the first one and again in the middle, as an API does with a limit. */
final class WaitingSource implements Source {

    static final String NAME = "waiting";
    static final int ROWS = 100;

    private static final Stream STREAM = new Stream(
            "records",
            List.of(Field.of("id", LogicalType.INTEGER, false), Field.of("note", LogicalType.TEXT, true)),
            List.of("id"),
            "id",
            true,
            null);

    /** Readers that wait for the first half, and for the second one. */
    final List<AtomicInteger> waiting = List.of(new AtomicInteger(), new AtomicInteger());

    final List<CountDownLatch> released = List.of(new CountDownLatch(1), new CountDownLatch(1));

    static Catalog catalog() {
        return new Catalog(List.of(STREAM));
    }

    @Override
    public boolean mostlyWaits() {
        return true;
    }

    @Override
    public boolean schemaMayChange() {
        return false;
    }

    @Override
    public ConnectorSpec spec() {
        return new ConnectorSpec(NAME, "Waiting", "Waits.", "test", "#000000", "Wa", List.of(), "{}");
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new SourceSession() {
            @Override
            public void check() {}

            @Override
            public Catalog discover() {
                return catalog();
            }

            @Override
            public void read(ReadRequest request, StreamOutput output) {
                if (request.state() != null) {
                    throw new IllegalStateException("the read was not broken off, and is begun again");
                }
                for (int half = 0; half < 2; half++) {
                    await(half);
                    for (int i = 1; i <= ROWS / 2; i++) {
                        output.rows().beginRow();
                        output.rows().longValue(half * (ROWS / 2) + i);
                        output.rows().textValue("row " + i);
                        output.rows().endRow();
                    }
                    output.checkpoint("{\"half\":" + half + "}");
                }
            }

            @Override
            public void cancel() {}

            @Override
            public void close() {}
        };
    }

    private void await(int half) {
        waiting.get(half).incrementAndGet();
        try {
            released.get(half).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ReadStoppedException();
        }
    }
}
