package dev.millrace.connector.rest;

import dev.millrace.connector.rest.http.HttpExchange;
import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.stream.RestApi;
import dev.millrace.connector.rest.stream.RestStream;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads an API with one configuration. */
final class RestSession implements SourceSession {

    /** A slice may have no record or a million; a checkpoint hands over a batch, however short. */
    private static final int ROWS_PER_CHECKPOINT = 500;

    private static final long CHECKPOINT_NANOS = 1_000_000_000L;

    /** Pages of an API that says nothing of itself come from four requests at a time; more than these from none. */
    private static final int MOST_SEATS = 16;

    private final GuardedHttp http;
    private final Seats seats = Seats.of(MOST_SEATS);
    private final RestApi api;
    private final StreamCatalog catalog;
    private final SourceContext context;

    RestSession(
            Manifest manifest,
            Map<String, Object> configuration,
            List<String> recommended,
            SourceContext context,
            Web.Renewal renewal,
            boolean tellsRequests) {
        this.context = context;
        this.http = new GuardedHttp(context.egress());
        this.catalog = new StreamCatalog(recommended);
        Clock clock = new ContextClock(context.clock());
        HttpExchange exchange = tellsRequests ? new ToldRequests(http, context.log(), context.clock()) : http;
        Web web =
                Web.of(exchange, http::sleep, clock, context.log()).with(seats).with(renewal);
        this.api = explained(() -> new RestApi(manifest, configuration, web));
    }

    @Override
    public void check() {
        explained(() -> {
            api.check();
            return true;
        });
    }

    @Override
    public Catalog discover() {
        return explained(
                () -> new Catalog(api.streams().stream().map(catalog::describe).toList()));
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) {
        explained(() -> {
            new Read(request, output).run();
            return true;
        });
    }

    private <T> T explained(Supplier<T> work) {
        try {
            return Explained.of(work);
        } catch (MillraceException e) {
            if (http.isCancelled()) {
                throw new ReadStoppedException();
            }
            throw e;
        }
    }

    /** One stream on its way into one output. */
    private final class Read {
        private final ReadRequest request;
        private final StreamOutput output;
        private final RestStream stream;
        private final RecordRows rows;
        private int rowsSinceCheckpoint;
        private long lastCheckpoint = System.nanoTime();

        Read(ReadRequest request, StreamOutput output) {
            this.request = request;
            this.output = output;
            this.stream = api.stream(request.stream())
                    .orElseThrow(() -> new MillraceException(
                            ErrorCode.SOURCE_UNREADABLE,
                            "There is no stream \"" + request.stream() + "\". Discover the source again, and choose"
                                    + " from the streams that it has."));
            Set<String> chosen = request.columns().stream().map(Field::name).collect(Collectors.toSet());
            stream.select(chosen);
            stream.takeFiles(new FileColumns(context.log()));
            this.rows = new RecordRows(request.columns(), output.rows());
        }

        void run() {
            ReadState last = ReadState.parse(request.state());
            String cursor = request.cursorField();
            if (cursor == null && last.whole()) {
                return;
            }
            if (cursor != null) {
                Map<String, Object> state = begin(last, cursor, request.since());
                if (!state.isEmpty()) {
                    stream.lookBack(request.lookback());
                    stream.startFrom(state);
                }
            }
            stream.read(
                    (record, slice) -> {
                        rows.write(record);
                        rowsSinceCheckpoint++;
                        if (http.isCancelled()) {
                            throw new ReadStoppedException();
                        }
                    },
                    () -> {
                        if (cursor != null && isCheckpointDue()) {
                            checkpoint(new ReadState(stream.state(), false));
                        }
                    });
            checkpoint(cursor == null ? new ReadState(Map.of(), true) : new ReadState(stream.state(), false));
        }

        private static Map<String, Object> begin(ReadState last, String cursor, @Nullable String since) {
            return last.state().isEmpty() && since != null ? Map.of(cursor, since) : last.state();
        }

        private boolean isCheckpointDue() {
            return rowsSinceCheckpoint >= ROWS_PER_CHECKPOINT || System.nanoTime() - lastCheckpoint >= CHECKPOINT_NANOS;
        }

        private void checkpoint(ReadState state) {
            output.checkpoint(state.toJson());
            rowsSinceCheckpoint = 0;
            lastCheckpoint = System.nanoTime();
        }
    }

    @Override
    public void cancel() {
        http.cancel();
    }

    @Override
    public void close() {
        http.close();
        seats.close();
    }
}
