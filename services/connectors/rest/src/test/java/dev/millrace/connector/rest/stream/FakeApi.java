package dev.millrace.connector.rest.stream;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Seats;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.spi.SourceLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** An API in memory, and what a manifest made of it: which requests, which pauses. */
final class FakeApi {

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private static final SourceLog SILENT = new SourceLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    private final Function<Request, Answer> answers;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> pauses = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Object> config = new HashMap<>();

    FakeApi(Function<Request, Answer> answers) {
        this.answers = answers;
    }

    /** The API of the manifest with these streams. */
    RestApi api(String streams) {
        return api(streams, Seats.single());
    }

    /** The same, read ahead. */
    RestApi api(String streams, Seats seats) {
        Manifest manifest = Manifest.parse("""
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [users]}
                """ + streams);
        return new RestApi(manifest, config, web().with(seats));
    }

    private Web web() {
        return Web.of(
                request -> {
                    asked.add(request.method() + " " + request.url().replace("https://a.test", "")
                            + (request.body() == null ? "" : " " + request.body()));
                    return answers.apply(request);
                },
                (Duration pause) -> pauses.add(pause.toString()),
                Clock.fixed(NOW, ZoneOffset.UTC),
                SILENT);
    }

    Map<String, Object> config() {
        return config;
    }

    /** The time, in seconds since 1970. */
    long seconds() {
        return NOW.getEpochSecond();
    }

    List<String> asked() {
        return asked;
    }

    List<String> pauses() {
        return pauses;
    }
}
