package dev.millrace.connector.rest.conformance;

import dev.millrace.connector.rest.http.RateLimits;
import dev.millrace.connector.rest.http.RememberedAnswers;
import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.stream.RestApi;
import dev.millrace.connector.rest.stream.RestStream;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.kernel.MillraceException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One case: a manifest with its configuration, run against recorded answers. Gives an empty text, or why it did not pass. */
final class ManifestCase {

    private static final SourceLog SILENT = new SourceLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    private final Manifest manifest;
    private final Map<String, Object> config;
    private final RecordedExchange exchange;
    private final WaitingClock clock;

    private final OtherCases others;

    ManifestCase(Manifest manifest, Map<String, Object> fields) {
        this(manifest, fields, OtherCases.NONE);
    }

    ManifestCase(Manifest manifest, Map<String, Object> fields, OtherCases others) {
        this.others = others;
        this.manifest = manifest;
        this.config = Tree.copy(Tree.mapOrEmpty(fields.get("config")));
        this.exchange = new RecordedExchange(Tree.listOf(fields.get("http")));
        Object now = fields.get("now");
        this.clock = new WaitingClock(
                now == null
                        ? Instant.parse("2026-11-20T12:00:00Z")
                        : OffsetDateTime.parse(now.toString()).toInstant());
    }

    /** A clock that stands still but for the pauses of the read. */
    private static final class WaitingClock extends Clock {
        private final Instant now;

        WaitingClock(Instant now) {
            this.now = now;
        }

        void sleep(Duration duration) {
            // Pauses take no time, as in the recordings.
            Objects.requireNonNull(duration);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private RestApi api() {
        return new RestApi(
                manifest,
                config,
                new Web(
                        exchange,
                        new RememberedAnswers(exchange.orFrom(others)),
                        clock::sleep,
                        clock,
                        SILENT,
                        RateLimits.NONE,
                        Seats.single(),
                        Web.Renewal.NONE));
    }

    String discover(List<Object> expected) {
        List<Object> found = new ArrayList<>();
        for (RestStream stream : api().streams()) {
            found.add(described(stream));
        }
        return sameItems("streams", found, expected);
    }

    private static Map<String, Object> described(RestStream stream) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", stream.name());
        described.put("json_schema", stream.schema());
        boolean incremental = stream.cursorField().isPresent();
        described.put(
                "supported_sync_modes", incremental ? List.of("full_refresh", "incremental") : List.of("full_refresh"));
        if (incremental) {
            described.put("source_defined_cursor", true);
            described.put("default_cursor_field", List.of(stream.cursorField().get()));
        }
        if (!stream.primaryKey().isEmpty()) {
            described.put("source_defined_primary_key", stream.primaryKey());
        }
        described.put("is_resumable", incremental);
        described.put("is_file_based", stream.hasFiles());
        return described;
    }

    String check(boolean succeeds) {
        try {
            api().check();
            return succeeds ? "" : "succeeds, and should not";
        } catch (MillraceException e) {
            return succeeds ? "fails: " + e.getMessage() : "";
        }
    }

    /** Reads a stream; what it gives is put into the lists. */
    void read(
            String name,
            Set<String> fields,
            Map<String, Object> state,
            List<Object> records,
            Map<String, Object> states) {
        RestStream stream = api().stream(name).orElseThrow();
        if (!fields.isEmpty()) {
            stream.select(fields);
        }
        if (!state.isEmpty()) {
            stream.startFrom(state);
        }
        stream.read((record, slice) -> records.add(Tree.copy(record)));
        states.put(name, Tree.copy(stream.state()));
    }

    /** Whether the case asks something, and was recorded without any answer. */
    boolean hasNoAnswers() {
        return exchange.isEmpty();
    }

    String requests() {
        return exchange.difference();
    }

    static String sameItems(String what, List<Object> found, List<Object> expected) {
        List<String> ours = new ArrayList<>(found.stream().map(Canonical::of).toList());
        List<String> theirs =
                new ArrayList<>(expected.stream().map(Canonical::of).toList());
        Collections.sort(ours);
        Collections.sort(theirs);
        if (ours.equals(theirs)) {
            return "";
        }
        List<String> extra = new ArrayList<>(ours);
        theirs.forEach(extra::remove);
        List<String> missing = new ArrayList<>(theirs);
        ours.forEach(missing::remove);
        return what + " " + found.size() + " for " + expected.size()
                + (extra.isEmpty() ? "" : ", ours " + cut(extra.getFirst()))
                + (missing.isEmpty() ? "" : ", missing " + cut(missing.getFirst()));
    }

    static String same(String what, @Nullable Object found, @Nullable Object expected) {
        String ours = Canonical.of(found);
        String theirs = Canonical.of(expected);
        return ours.equals(theirs) ? "" : what + " " + cut(ours) + " for " + cut(theirs);
    }

    private static String cut(String text) {
        return text.length() > 500 ? text.substring(0, 500) + "…" : text;
    }
}
