package dev.millrace.connector.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.connector.rest.stream.RestApi;
import dev.millrace.connector.rest.stream.RestStream;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.trial.TrialLine;
import dev.millrace.connector.spi.trial.TrialRead;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One short read for the author of a manifest. */
final class TrialSession implements AutoCloseable {

    private static final int MAX_RECORDS = 200;
    private static final int MAX_RECORD_CHARACTERS = 500_000;
    private static final int MAX_LINES = 200;

    private final GuardedHttp http;
    private final InstantSource clock;
    private final Duration longest;
    private final long began = System.nanoTime();
    private final Thread timer;
    private final TrialProgress progress = new TrialProgress();
    private final List<Map<String, Object>> records = new ArrayList<>();
    private final List<TrialLine> lines = new ArrayList<>();
    private final Set<String> replaced = new TreeSet<>();
    private final InferredSchema inferred = new InferredSchema();
    private int recordCharacters;
    private long recordsRead;
    private Map<String, Object> declared = Map.of();
    private boolean enough;
    private volatile boolean outOfTime;

    TrialSession(EgressGuard egress, InstantSource clock, Duration longest) {
        this.http = new GuardedHttp(egress);
        this.clock = clock;
        this.longest = longest;
        this.timer = Thread.ofVirtual().name("trial-timer").start(this::endInTime);
    }

    private void endInTime() {
        try {
            Thread.sleep(longest);
            outOfTime = true;
            http.cancel();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    TrialRead read(String manifest, String settings, String stream) {
        Masks masks = new Masks();
        TrialExchanges exchanges = new TrialExchanges(http, progress, masks);
        try {
            RestSource source = new RestSource("trial", manifest);
            Map<String, Object> filled = RestSource.filled(settings);
            Map<String, Object> configuration = source.configuration(filled);
            masks.hideSecretsOf(source.manifest(), configuration);
            Web web = Web.of(exchanges, this::pause, new ContextClock(clock), log())
                    .with(progress)
                    .with(renewal(source, filled));
            Explained.of(() -> {
                read(new RestApi(source.manifest(), configuration, web), stream);
                return true;
            });
            return result(stream, TrialRead.End.COMPLETE, null, masks, exchanges);
        } catch (TrialProgress.Enough e) {
            // It asked for much before it came to the stream.
            return result(stream, TrialRead.End.ENOUGH, null, masks, exchanges);
        } catch (ReadStoppedException e) {
            return result(stream, TrialRead.End.OUT_OF_TIME, null, masks, exchanges);
        } catch (MillraceException e) {
            return outOfTime
                    ? result(stream, TrialRead.End.OUT_OF_TIME, null, masks, exchanges)
                    : result(stream, TrialRead.End.FAILED, e.getMessage(), masks, exchanges);
        }
    }

    private void read(RestApi api, String name) {
        RestStream stream = api.stream(name)
                .orElseThrow(() -> new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        "The manifest has no stream \"" + name + "\". Choose one of those that it has."));
        try {
            stream.read((record, slice) -> take(record));
        } catch (TrialProgress.Enough e) {
            enough = true;
        }
        declared = Tree.mapOrEmpty(stream.schema().get("properties"));
    }

    private void take(Map<String, Object> record) {
        progress.record();
        recordsRead++;
        inferred.add(record);
        if (records.size() < MAX_RECORDS && recordCharacters < MAX_RECORD_CHARACTERS) {
            Map<String, Object> copy = Tree.copy(record);
            recordCharacters += Json.write(copy).length();
            records.add(copy);
        }
    }

    /** Waits for what the API asks for, if there is time for it. */
    private void pause(Duration duration) {
        Duration left = longest.minusNanos(System.nanoTime() - began);
        if (duration.compareTo(left) >= 0) {
            throw new MillraceException(
                    ErrorCode.SOURCE_TIMED_OUT,
                    "The API or the manifest asks for a pause of %d s, which is longer than a test may take. Try again later."
                            .formatted(duration.toSeconds()));
        }
        http.sleep(duration);
    }

    private SourceLog log() {
        return new SourceLog() {
            @Override
            public void info(String message) {
                line(TrialLine.Level.INFO, message);
            }

            @Override
            public void warn(String message) {
                line(TrialLine.Level.WARN, message);
            }
        };
    }

    private void line(TrialLine.Level level, String message) {
        if (lines.size() < MAX_LINES) {
            lines.add(new TrialLine(level, message));
        }
    }

    /** Nobody keeps what the API replaces, so its author has to know. */
    private Web.Renewal renewal(RestSource source, Map<String, Object> filled) {
        return new Web.Renewal() {
            @Override
            public void begin() {
                // Nobody else has these settings.
            }

            @Override
            public void end(Map<String, Object> config) {
                source.form().renewable().stream()
                        .filter(filled::containsKey)
                        .filter(field -> !Json.write(source.form().filled(field, config.get(field)))
                                .equals(Json.write(filled.get(field))))
                        .forEach(replaced::add);
            }
        };
    }

    private TrialRead result(
            String stream, TrialRead.End end, @Nullable String message, Masks masks, TrialExchanges exchanges) {
        boolean more = end == TrialRead.End.COMPLETE && (enough || progress.hasLeftSomething());
        List<JsonNode> shown =
                records.stream().<JsonNode>map(Json.MAPPER::valueToTree).toList();
        return new TrialRead(
                stream,
                more ? TrialRead.End.ENOUGH : end,
                message == null ? null : masks.mask(message),
                shown,
                recordsRead,
                progress.pages(masks),
                exchanges.all(),
                lines.stream()
                        .map(line -> new TrialLine(line.level(), masks.mask(line.message())))
                        .toList(),
                Json.MAPPER.valueToTree(inferred.schema()),
                undeclared(),
                List.copyOf(replaced));
    }

    private List<String> undeclared() {
        return declared.isEmpty()
                ? List.of()
                : inferred.fields().stream()
                        .filter(field -> !declared.containsKey(field))
                        .toList();
    }

    @Override
    public void close() {
        timer.interrupt();
        http.close();
    }
}
