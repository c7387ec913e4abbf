package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.connector.singer.MessageFileSource;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.MillraceException;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.UploadId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.syncworker.warehouse.ChunkLimits;
import dev.millrace.syncworker.warehouse.LoadRequest;
import dev.millrace.syncworker.warehouse.LoadTotals;
import dev.millrace.syncworker.warehouse.PostgresWarehouse;
import dev.millrace.syncworker.warehouse.StreamLoad;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.Driver;

/**
 * Pipes the files of the outside suite through the connector and the engine into a real warehouse. Three answers have to
 * agree: what {@link SingerCase} says, what {@link SingerOracle} makes of the file, and what the suite recorded of another
 * target, where it did.
 */
class SingerConformanceIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String DATABASE = "warehouse_singer";
    private static final Login LOADER = new Login(DATABASE + "_loader", "loader");
    private static final Login READER = new Login(DATABASE + "_reader", "reader");
    private static final Path BASE = Path.of(System.getProperty("millrace.basedir", "."));
    private static final Path SUITE = Path.of(
                    System.getenv().getOrDefault("MILLRACE_CONFORMANCE", BASE + "/../shared/conformance"))
            .resolve("singer");
    private static final boolean OTHER_FOLDER = System.getenv().containsKey("MILLRACE_CONFORMANCE");
    private static final Map<String, String> RESULTS = new LinkedHashMap<>();
    private static final Map<String, String> FOUND = new LinkedHashMap<>();

    private static LocalPostgres postgres;

    @TempDir
    private Path folder;

    private final SourceId source = SourceId.create();
    private final String schema = "source_" + source.toString().replace("-", "");
    private long fencingToken;
    private long rowsSetAside;
    private long valuesSetAside;

    @BeforeAll
    static void createWarehouse() throws SQLException {
        // A test that ran before in a class loader of its own leaves the driver registered for that one only.
        if (!Driver.isRegistered()) {
            Driver.register();
        }
        postgres = TestStack.shared().postgres();
        postgres.createRole(LOADER, "login");
        postgres.createRole(READER, "login");
        postgres.createDatabase(DATABASE, LOADER, READER);
    }

    @AfterAll
    static void printTheTable() {
        WAREHOUSES.close();
        if (RESULTS.isEmpty() && FOUND.isEmpty()) {
            System.out.println("Singer conformance: skipped, there is no " + SUITE);
            return;
        }
        StringBuilder table = new StringBuilder("Singer conformance\n");
        for (SingerCase one : cases()) {
            table.append("  %-6s %s%n         expected: %s%n         because:  %s%n"
                    .formatted(RESULTS.getOrDefault(one.name(), "failed"), one.name(), one.expected(), one.why()));
        }
        long passed = RESULTS.values().stream().filter("passed"::equals).count();
        FOUND.forEach((name, result) -> table.append("  %-6s %s%n".formatted(result, name)));
        passed += FOUND.values().stream().filter("passed"::equals).count();
        System.out.println(table.append("  passed " + passed + " of " + (RESULTS.size() + FOUND.size())));
    }

    /** Those whose files are there. */
    static List<SingerCase> cases() {
        return SingerCase.all().stream()
                .filter(one -> !OTHER_FOLDER
                        || one.files().stream()
                                .allMatch(file ->
                                        Files.exists(SUITE.resolve(one.folder()).resolve(file))))
                .toList();
    }

    static List<FoundSingerCase> foundCases() {
        return OTHER_FOLDER ? FoundSingerCase.in(SUITE) : List.of();
    }

    @Test
    void everyFileOfTheSuiteIsACase() throws IOException {
        assumeTrue(!OTHER_FOLDER && Files.isDirectory(SUITE), "the outside suite is not here");
        try (java.util.stream.Stream<Path> files = Files.walk(SUITE)) {
            assertThat(files.filter(file -> file.toString().matches(".*\\.(singer|json)"))
                            .filter(file -> !file.startsWith(SUITE.resolve("recorded")))
                            .map(file -> SUITE.relativize(file).toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            cases().stream().map(SingerCase::name).toList());
        }
    }

    @Test
    void theDocumentSaysTheSame() throws IOException {
        String table = SingerCase.all().stream()
                .map(one -> "| `%s` | %s | %s |%n"
                        .formatted(
                                one.files().size() == 1
                                        ? one.name()
                                        : one.folder() + "/" + String.join("`, then `", one.files()),
                                one.expected(),
                                one.why()))
                .collect(Collectors.joining());
        assertThat(Files.readString(BASE.resolve("docs/singer-conformance.md"))).contains(table);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("cases")
    void aFileOfTheSuite(SingerCase one) throws IOException, SQLException {
        assumeTrue(Files.isDirectory(SUITE), "the outside suite is not here");
        RESULTS.put(one.name(), "failed");
        SingerOracle oracle = new SingerOracle();
        String problem = null;
        for (String file : one.files()) {
            Path path = SUITE.resolve(one.folder()).resolve(file);
            problem = pipe(path);
            if (problem == null) {
                oracle.pipe(path);
            }
        }
        if (one.error() != null) {
            assertThat(problem).startsWith(one.error());
            assertThat(tables()).isEmpty();
        } else {
            assertThat(problem).isNull();
            assertThat(tables()).isEqualTo(tablesWithoutThoseOfEarlierFiles(one));
            assertThat(rowsSetAside).isEqualTo(one.rowsSetAside());
            assertThat(valuesSetAside).isZero();
            for (String stream : one.tables().keySet()) {
                List<String> without = one.name().endsWith("modified-column.json") ? List.of("c_date") : List.of();
                assertThat(rows(stream, without))
                        .as("rows of %s", stream)
                        .containsExactlyInAnyOrderElementsOf(canonical(oracle.rows(stream), stream, without));
            }
        }
        compareWithTheRecording(one);
        RESULTS.put(one.name(), "passed");
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("foundCases")
    void aFileThatNoCaseIsWrittenFor(FoundSingerCase one) throws IOException, SQLException {
        FOUND.put(one.name(), "failed");
        SingerOracle oracle = new SingerOracle();
        String problem = null;
        for (Path file : one.files()) {
            problem = pipe(file);
            if (problem == null) {
                oracle.pipe(file);
            }
        }
        if (one.isRefused()) {
            assertThat(problem).as("refused by the recorded target").isNotNull();
        } else {
            assertThat(problem).isNull();
            for (String stream : tables().keySet()) {
                assertThat(rows(stream, List.of()))
                        .as("rows of %s", stream)
                        .containsExactlyInAnyOrderElementsOf(canonical(oracle.rows(stream), stream, List.of()));
            }
            JsonNode recording = one.recording();
            if (recording != null) {
                for (Map.Entry<String, JsonNode> table :
                        recording.path("tables").properties()) {
                    compareRows(table.getKey(), table.getValue().path("rows"), List.of());
                }
                compareState(one.lastRun());
            }
        }
        FOUND.put(one.name(), "passed");
    }

    @Test
    void aTimeThatBecameTextIsKeptInBothColumns() throws SQLException {
        Path pipelinewise = SUITE.resolve("pipelinewise-target-postgres");
        assumeTrue(
                Files.exists(pipelinewise.resolve("messages-with-multiple-streams.json")),
                "the outside suite is not here");
        assertThat(pipe(pipelinewise.resolve("messages-with-multiple-streams.json")))
                .isNull();
        assertThat(pipe(pipelinewise.resolve("messages-with-multiple-streams-modified-column.json")))
                .isNull();
        assertThat(query("select c_pk, c_date, c_date_text from \"" + schema
                        + "\".\"tap_mysql_test-test_table_two\" order by c_pk"))
                .extracting(JsonNode::toString)
                .containsExactly(
                        "{\"c_pk\":1,\"c_date\":\"2019-02-01T15:12:45+00:00\",\"c_date_text\":null}",
                        "{\"c_pk\":2,\"c_date\":\"2019-02-10T02:00:00+00:00\",\"c_date_text\":\"2019-02-12 02:00:00\"}",
                        "{\"c_pk\":3,\"c_date\":null,\"c_date_text\":\"2019-02-15 02:00:00\"}");
    }

    /** Streams that only an earlier file of the case has are a case of their own. */
    private Map<String, String> tablesWithoutThoseOfEarlierFiles(SingerCase one) throws SQLException {
        Map<String, String> expected = new TreeMap<>(tables());
        expected.keySet()
                .removeIf(stream -> one.files().size() == 1 || one.tables().containsKey(stream));
        expected.putAll(one.tables());
        return expected;
    }

    /** One run. Gives the message of its failure. */
    private @Nullable String pipe(Path file) {
        UploadId upload = UploadId.create();
        RunId run = RunId.create();
        RunReport report = new RunReport();
        fencingToken++;
        SourceContext context = new SourceContext(
                "{\"uploads\":[{\"id\":\"" + upload + "\",\"fileName\":\"" + file.getFileName() + "\"}]}",
                new EgressGuard(List.of()),
                asked -> file,
                folder,
                InstantSource.system(),
                report);
        WarehouseAccess access =
                new WarehouseAccess("127.0.0.1", postgres.port(), DATABASE, LOADER.user(), LOADER.password());
        try (SourceSession session = new MessageFileSource().open(context);
                PostgresWarehouse warehouse = WAREHOUSES.open(access, schema, ChunkLimits.DEFAULT)) {
            session.check();
            for (Stream stream : session.discover().streams()) {
                SyncMode mode =
                        stream.primaryKey().isEmpty() ? SyncMode.FULL_REFRESH_APPEND : SyncMode.INCREMENTAL_UPSERT;
                ConfiguredStream configured =
                        ConfiguredStream.of(stream.name(), mode, stream.primaryKey(), null, stream.name());
                StreamLoad load =
                        warehouse.begin(new LoadRequest(source, run, fencingToken, schema, configured, stream));
                ReadRequest request =
                        ReadRequest.of(stream.name(), load.columns(), stream.primaryKey(), null, load.state());
                LoadTotals totals = new StreamSync(
                                session, load, Map.of(), request, report, new StopSignal(), LettingGo.NEVER)
                        .run();
                rowsSetAside += totals.rowsSetAside();
                valuesSetAside += totals.valuesSetAside();
            }
            return null;
        } catch (MillraceException e) {
            return e.getMessage();
        }
    }

    private List<JsonNode> query(String sql, Object... parameters) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(DATABASE), LOADER.user(), LOADER.password());
                PreparedStatement statement = connection.prepareStatement(
                        "set timezone = 'UTC'; select to_jsonb(answer)::text from (" + sql + ") answer")) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<JsonNode> rows = new ArrayList<>();
            boolean hasRows = statement.execute();
            if (!hasRows) {
                statement.getMoreResults();
            }
            try (ResultSet result = statement.getResultSet()) {
                while (result.next()) {
                    rows.add(SingerOracle.JSON.readTree(result.getString(1)));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            return rows;
        }
    }

    /** The columns of the stream's table, as the loader remembers them: field, column and type. */
    private List<JsonNode> columns(String stream) throws SQLException {
        return query(
                "select c.field, c.column_name, c.type from _millrace.columns c join pg_attribute a"
                        + " on a.attname = c.column_name and a.attrelid = to_regclass(quote_ident(?) || '.' || quote_ident(?))"
                        + " where c.source_id = ? and c.stream = ? order by a.attnum",
                schema,
                stream,
                source.value(),
                stream);
    }

    private Map<String, String> tables() throws SQLException {
        Map<String, String> tables = new TreeMap<>();
        for (JsonNode table : query("select tablename from pg_tables where schemaname = ?", schema)) {
            String stream = table.path("tablename").asText();
            String columns = columns(stream).stream()
                    .map(column -> column.path("column_name").asText() + " "
                            + column.path("type").asText())
                    .collect(Collectors.joining(", "));
            int rows = content(stream).size();
            tables.put(stream, rows + (rows == 1 ? " row (" : " rows (") + columns + ")");
        }
        return tables;
    }

    private List<JsonNode> content(String stream) throws SQLException {
        return query("select * from \"" + schema + "\".\"" + stream + "\"");
    }

    private List<String> rows(String stream, List<String> without) throws SQLException {
        List<JsonNode> columns = columns(stream);
        List<JsonNode> rows = new ArrayList<>();
        for (JsonNode row : content(stream)) {
            ObjectNode byField = SingerOracle.JSON.createObjectNode();
            columns.forEach(column -> byField.set(
                    column.path("field").asText(),
                    row.path(column.path("column_name").asText())));
            rows.add(byField);
        }
        return canonical(rows, stream, without);
    }

    /** Rows by field, values as the type of their column sees them. */
    private List<String> canonical(List<JsonNode> rows, String stream, List<String> without) throws SQLException {
        List<JsonNode> columns = columns(stream);
        return rows.stream()
                .map(row -> columns.stream()
                        .filter(column -> !without.contains(column.path("field").asText()))
                        .map(column -> column.path("field").asText() + "="
                                + SingerOracle.canonical(
                                        row.path(column.path("field").asText()),
                                        column.path("type").asText()))
                        .collect(Collectors.joining(", ")))
                .toList();
    }

    /** The facts of what another target made of the file: which rows, which must fail, which STATE at the end. */
    private void compareWithTheRecording(SingerCase one) throws IOException, SQLException {
        String name = one.name().replace("/", "--").replace(".singer", ".json");
        Path file = SUITE.resolve("recorded").resolve(name);
        if (!Files.exists(file)) {
            return;
        }
        JsonNode recording = SingerOracle.JSON.readTree(Files.readString(file));
        JsonNode lastRun = recording.path("runs").get(recording.path("runs").size() - 1);
        assertThat(recording.path("runs").size()).isEqualTo(one.files().size());
        assertThat(lastRun.path("rc").asInt() == 0).as("succeeds").isEqualTo(one.error() == null);
        if (one.error() != null) {
            return;
        }
        for (String stream : one.tables().keySet()) {
            compareRows(stream, recording.path("tables").path(stream).path("rows"), one.recordedDiffers());
        }
        compareState(lastRun);
    }

    private void compareRows(String stream, JsonNode rows, List<String> without) throws SQLException {
        List<JsonNode> recorded = new ArrayList<>();
        rows.forEach(recorded::add);
        assertThat(rows(stream, without))
                .as("recorded rows of %s", stream)
                .containsExactlyInAnyOrderElementsOf(canonical(recorded, stream, without));
    }

    private void compareState(JsonNode lastRun) throws IOException, SQLException {
        JsonNode states = lastRun.path("states");
        if (!states.isEmpty()) {
            JsonNode last =
                    SingerOracle.JSON.readTree(states.get(states.size() - 1).asText());
            for (JsonNode kept : query(
                    "select state::jsonb -> 'value' as value from _millrace.checkpoints where source_id = ?",
                    source.value())) {
                assertThat(kept.path("value")).isEqualTo(last);
            }
        }
    }
}
