package dev.millrace.connector.sample;

import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Generates the rows of the sample business, customer by customer or day by day. */
final class SampleSession implements SourceSession {

    private static final int ROWS_PER_CHECKPOINT = 5_000;

    private final SampleConfiguration configuration;
    private final Instant now;
    private volatile boolean cancelled;

    SampleSession(SampleConfiguration configuration, Instant now) {
        this.configuration = configuration;
        this.now = now;
    }

    @Override
    public void check() {
        if (configuration.start().isAfter(LocalDate.ofInstant(now, ZoneOffset.UTC))) {
            throw new MillraceException(
                    ErrorCode.SOURCE_EMPTY, "The business has not opened yet. Choose a first day in the past.");
        }
    }

    @Override
    public Catalog discover() {
        List<Stream> streams = new ArrayList<>();
        int customers = new Growth(configuration, now).customers();
        SampleStream.ALL.forEach(stream -> streams.add(stream.describe(customers)));
        streams.add(WebVisits.describe(customers));
        return new Catalog(streams);
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        boolean incremental = request.cursorField() != null;
        SampleState state = SampleState.resume(request, now);
        Growth growth = new Growth(configuration, state.until());
        Unit unit;
        int units;
        if (request.stream().equals(WebVisits.NAME)) {
            WebVisits visits = new WebVisits(configuration, growth, state.until());
            unit = (index, since) -> visits.write(index, since, output.rows());
            units = growth.days();
        } else {
            SampleStream<?> stream = SampleStream.named(request.stream())
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.SOURCE_UNREADABLE,
                            "The sample business has no stream \"" + request.stream() + "\". Discover it again."));
            unit = (index, since) -> {
                Customer customer = CustomerLife.of(index, growth, state.until());
                return customer == null ? 0 : stream.write(customer, since, output.rows());
            };
            units = growth.customers();
        }
        int rows = 0;
        for (int index = state.next(); index < units; index++) {
            if (cancelled) {
                throw new ReadStoppedException();
            }
            rows += unit.write(index, state.since());
            if (rows >= ROWS_PER_CHECKPOINT) {
                output.checkpoint(state.at(index + 1).toJson());
                rows = 0;
            }
        }
        output.checkpoint(incremental ? state.finished() : state.at(units).toJson());
    }

    /** Writes the rows of one customer or day, and gives their number. */
    @FunctionalInterface
    private interface Unit {
        int write(int index, @Nullable Instant since);
    }

    @Override
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void close() {
        cancelled = true;
    }
}
