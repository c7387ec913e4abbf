package dev.millrace.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.ReadStoppedException;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.Uploads;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of a {@link Source}. A connector's test extends this, says how to reach a system with known content, and
 * adds tests of its own.
 */
public abstract class SourceContractTest {

    /** When the tests take place. */
    protected static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path temporaryFolder;

    /** The connector. */
    protected abstract Source source();

    /** A configuration that works, of a source with at least one stream that is not empty. */
    protected abstract String configuration();

    /** A configuration that is well-formed and is refused, by {@code open} or {@code check}. */
    protected abstract String refusedConfiguration();

    /** What {@link #refusedConfiguration} is refused with. */
    protected abstract ErrorCode refusal();

    /** The files that the configuration names. */
    protected Uploads uploads() {
        return upload -> {
            throw new MillraceException(ErrorCode.NOT_FOUND, "There is no upload " + upload + ".");
        };
    }

    /** Opens a session at {@link #NOW}. */
    protected final SourceSession open(String configuration) {
        return source().open(new SourceContext(
                configuration,
                new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                uploads(),
                temporaryFolder,
                InstantSource.fixed(NOW),
                new SourceLog() {
                    @Override
                    public void info(String message) {}

                    @Override
                    public void warn(String message) {}
                }));
    }

    /** Reads a stream with the types of its catalog. */
    protected final CollectedStream read(
            SourceSession session, Stream stream, @Nullable String cursorField, @Nullable String state) {
        CollectedStream collected = new CollectedStream(stream.fields());
        session.read(request(stream, cursorField, state), collected.output());
        collected.output().flush();
        return collected;
    }

    private static ReadRequest request(Stream stream, @Nullable String cursorField, @Nullable String state) {
        return ReadRequest.of(stream.name(), stream.fields(), stream.primaryKey(), cursorField, state);
    }

    @Test
    void describesItselfWithAValidSchema() throws JsonProcessingException {
        ConnectorSpec spec = source().spec();
        assertThat(spec.name()).matches("[a-z][a-z0-9-]*");
        assertThat(spec.category())
                .isIn(
                        "start",
                        "files",
                        "databases",
                        "finance",
                        "marketing",
                        "sales",
                        "support",
                        "engineering",
                        "product",
                        "saas");
        assertThat(spec.colour()).matches("#[0-9a-f]{6}");
        assertThat(spec.initials()).hasSizeBetween(1, 2);
        assertThat(spec.title()).isNotBlank();
        assertThat(spec.summary()).endsWith(".");
        JsonNode schema = JSON.readTree(spec.configurationSchema());
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        assertThat(factory.getSchema(
                                com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                        .validate(schema))
                .isEmpty();
        schema.get("properties").properties().forEach(property -> {
            assertThat(property.getValue().path("title").asText())
                    .as("title of %s", property.getKey())
                    .isNotBlank();
            assertThat(property.getValue().path("description").asText())
                    .as("description of %s", property.getKey())
                    .isNotBlank();
        });
        assertThat(factory.getSchema(schema).validate(JSON.readTree(configuration())))
                .isEmpty();
    }

    @Test
    void checksAConfigurationThatWorks() {
        try (SourceSession session = open(configuration())) {
            session.check();
        }
    }

    @Test
    void refusesAConfigurationThatDoesNotWorkWithAPlainMessage() {
        assertThatThrownBy(() -> {
                    try (SourceSession session = open(refusedConfiguration())) {
                        session.check();
                    }
                })
                .isInstanceOfSatisfying(MillraceException.class, e -> {
                    assertThat(e.code()).isEqualTo(refusal());
                    assertThat(e.getMessage()).endsWith(".").doesNotContain("Exception");
                });
    }

    @Test
    void discoversTheSameStreamsEachTimeWithKeysAndCursorsThatExist() {
        try (SourceSession session = open(configuration())) {
            Catalog catalog = session.discover();
            assertThat(catalog.streams()).isNotEmpty();
            for (Stream stream : catalog.streams()) {
                List<String> names = stream.fields().stream().map(Field::name).toList();
                assertThat(names).doesNotHaveDuplicates().isNotEmpty().containsAll(stream.primaryKey());
                if (stream.cursorField() != null) {
                    assertThat(names).contains(stream.cursorField());
                }
            }
            assertThat(session.discover()).isEqualTo(catalog);
        }
    }

    @Test
    void readsEveryRowWithItsKeyOnce() {
        try (SourceSession session = open(configuration())) {
            int rows = 0;
            for (Stream stream : session.discover().streams()) {
                CollectedStream collected = read(session, stream, null, null);
                rows += collected.rows().size();
                assertThat(collected.valuesSetAside()).isZero();
                if (!stream.primaryKey().isEmpty()) {
                    List<Map<String, @Nullable Object>> keys = keys(collected.rows(), stream.primaryKey());
                    assertThat(new HashSet<>(keys))
                            .as("keys of %s", stream.name())
                            .hasSameSizeAs(keys);
                }
            }
            assertThat(rows).isPositive();
        }
    }

    private static List<Map<String, @Nullable Object>> keys(
            List<Map<String, @Nullable Object>> rows, List<String> primaryKey) {
        return rows.stream()
                .map(row -> {
                    Map<String, @Nullable Object> key = new java.util.HashMap<>();
                    primaryKey.forEach(name -> key.put(name, row.get(name)));
                    return key;
                })
                .collect(Collectors.toList());
    }

    @Test
    void goesOnBehindEveryCheckpoint() {
        try (SourceSession session = open(configuration())) {
            for (Stream stream : session.discover().streams()) {
                CollectedStream whole = read(session, stream, null, null);
                for (CollectedStream.Mark mark : someOf(whole.marks())) {
                    CollectedStream rest = read(session, stream, null, mark.state());
                    assertThat(counted(rest.rows()))
                            .as("%s from %s", stream.name(), mark.state())
                            .isEqualTo(counted(whole.rows()
                                    .subList(mark.rows(), whole.rows().size())));
                }
            }
        }
    }

    /** The rows and how often there is each: a source may read in several places at once, and then in any order. */
    private static Map<Map<String, @Nullable Object>, Long> counted(List<Map<String, @Nullable Object>> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
    }

    @Test
    void readsIncrementallyWithoutSkippingARow() {
        try (SourceSession session = open(configuration())) {
            for (Stream stream : session.discover().streams()) {
                if (stream.cursorField() == null) {
                    continue;
                }
                CollectedStream whole = read(session, stream, stream.cursorField(), null);
                assertThat(whole.marks()).as("checkpoints of %s", stream.name()).isNotEmpty();
                for (CollectedStream.Mark mark : someOf(whole.marks())) {
                    CollectedStream rest = read(session, stream, stream.cursorField(), mark.state());
                    List<Map<String, @Nullable Object>> all =
                            new java.util.ArrayList<>(whole.rows().subList(0, mark.rows()));
                    all.addAll(rest.rows());
                    assertThat(new HashSet<>(all))
                            .as("%s from %s", stream.name(), mark.state())
                            .isEqualTo(new HashSet<>(whole.rows()));
                }
            }
        }
    }

    private static List<CollectedStream.Mark> someOf(List<CollectedStream.Mark> marks) {
        if (marks.size() <= 6) {
            return marks;
        }
        int last = marks.size() - 1;
        return List.of(marks.get(0), marks.get(1), marks.get(last / 2), marks.get(last - 1), marks.get(last));
    }

    @Test
    void endsWhenTheWorkerWantsNoMore() {
        try (SourceSession session = open(configuration())) {
            Stream stream = session.discover().streams().getFirst();
            CollectedStream collected = new CollectedStream(stream.fields());
            collected.stopAfter(0);
            StreamOutput output = collected.output();
            assertThatThrownBy(() -> {
                        session.read(request(stream, null, null), output);
                        output.flush();
                    })
                    .isInstanceOf(ReadStoppedException.class);
            session.cancel();
            session.cancel();
        }
    }

    @Test
    void saysSoWhenAStreamDoesNotExist() {
        try (SourceSession session = open(configuration())) {
            Stream unknown =
                    new Stream("no such stream", List.of(new Field("a", "text", true)), List.of(), null, false, null);
            assertThatThrownBy(() -> read(session, unknown, null, null))
                    .isInstanceOf(MillraceException.class)
                    .hasMessageContaining("no such stream");
        }
    }
}
