package dev.millrace.syncworker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.connector.singer.TargetSource;
import dev.millrace.connector.spi.Catalog;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.Stream;
import dev.millrace.kernel.RunId;
import dev.millrace.kernel.SourceId;
import dev.millrace.kernel.TenantId;
import dev.millrace.kernel.UploadId;
import dev.millrace.local.LocalPostgres;
import dev.millrace.local.Login;
import dev.millrace.local.TestStack;
import dev.millrace.syncworker.Places.Place;
import dev.millrace.syncworker.warehouse.WarehouseConnections;
import dev.millrace.work.ClaimedRun;
import dev.millrace.work.ConfiguredStream;
import dev.millrace.work.RunKind;
import dev.millrace.work.StreamProgress;
import dev.millrace.work.SyncMode;
import dev.millrace.work.WarehouseAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One part after another of what a tap pipes in, into a real warehouse. */
class SingerTargetIT {

    private static final WarehouseConnections WAREHOUSES = new WarehouseConnections(8, 8);
    private static final String WAREHOUSE = "target_warehouse";
    private static final Login LOADER = new Login(WAREHOUSE + "_loader", "loader");

    private static final String PEOPLE = "{'type': 'SCHEMA', 'stream': 'people', 'schema': {'properties':"
            + " {'id': {'type': 'integer'}, 'name': {'type': 'string'}}}, 'key_properties': ['id']}\n";
    private static final String VISITS = "{'type': 'SCHEMA', 'stream': 'visits', 'schema': {'properties':"
            + " {'page': {'type': 'string'}}}, 'key_properties': []}\n";

    private static LocalPostgres postgres;
    private static long fencingToken;

    private final SourceId source = SourceId.create();
    private final String schema = "tap_" + source.toString().replace("-", "");
    private final TargetSource connector = new TargetSource();

    @TempDir
    Path folder;

    private Place place;
    private @Nullable Catalog catalog;

    @AfterAll
    static void closeConnections() {
        WAREHOUSES.close();
    }

    @BeforeAll
    static void createDatabase() throws SQLException {
        postgres = TestStack.shared().postgres();
        postgres.createRole(LOADER, "login");
        postgres.createDatabase(WAREHOUSE, LOADER, new Login(WAREHOUSE + "_reader", "reader"));
    }

    @BeforeEach
    void takePlace() throws InterruptedException {
        place = new Places(1, 1).enter(Duration.ZERO).orElseThrow();
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = postgres.connect(WAREHOUSE);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql.replace("tap.", schema + "."))) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    private String people() throws SQLException {
        return query("select string_agg(id || ' ' || name, ', ' order by id) from tap.people");
    }

    private UploadId part(String messages) throws IOException {
        UploadId upload = UploadId.create();
        Files.writeString(folder.resolve(upload.toString()), messages.replace('\'', '"'));
        return upload;
    }

    private static String person(int id, String name) {
        return "{'type': 'RECORD', 'stream': 'people', 'record': {'id': " + id + ", 'name': '" + name + "'}}\n";
    }

    private static String person(int version, int id, String name) {
        return person(id, name).replace("'people'", "'people', 'version': " + version);
    }

    private static String activation(int version) {
        return "{'type': 'ACTIVATE_VERSION', 'stream': 'people', 'version': " + version + "}\n";
    }

    private static String visit(String page) {
        return "{'type': 'RECORD', 'stream': 'visits', 'record': {'page': '" + page + "'}}\n";
    }

    /** Looks at the parts and reads them, as a discovery and the sync after it do. */
    private List<StreamProgress> load(UploadId... parts) {
        String uploads = List.of(parts).stream()
                .map(upload -> "{\"id\":\"" + upload + "\",\"fileName\":\"part\"}")
                .collect(Collectors.joining(","));
        RunReport report = new RunReport();
        try (SourceSession session = connector.open(new SourceContext(
                "{\"uploads\":[" + uploads + "]}",
                EgressGuard.allowing("127.0.0.1/32"),
                upload -> folder.resolve(upload.toString()),
                folder,
                InstantSource.system(),
                report))) {
            session.check();
            Catalog found =
                    FoundCatalog.of(connector, catalog, session.discover()).catalog();
            catalog = found;
            ClaimedRun run = new ClaimedRun(
                    RunId.create(),
                    TenantId.create(),
                    source,
                    RunKind.SYNC,
                    1,
                    ++fencingToken,
                    Duration.ofMinutes(1),
                    TargetSource.NAME,
                    JsonNodeFactory.instance.objectNode(),
                    found,
                    found.streams().stream().map(SingerTargetIT::configured).toList(),
                    schema,
                    null);
            WarehouseAccess access =
                    new WarehouseAccess("127.0.0.1", postgres.port(), WAREHOUSE, LOADER.user(), LOADER.password());
            SyncExecution.Result result = new SyncExecution(run, connector, session, report, new StopSignal(), place)
                    .execute(WAREHOUSES, access);
            assertThat(result.failure()).isNull();
            return report.streams();
        }
    }

    private static ConfiguredStream configured(Stream stream) {
        SyncMode mode = stream.primaryKey().isEmpty() ? SyncMode.INCREMENTAL_APPEND : SyncMode.INCREMENTAL_UPSERT;
        return ConfiguredStream.of(stream.name(), mode, stream.primaryKey(), stream.cursorField(), stream.name());
    }

    @Test
    void rowsWithAKeyAreReplacedAndOthersAreAddedOnce() throws IOException, SQLException {
        UploadId first = part(PEOPLE + VISITS + person(1, "Ada") + person(2, "Ben") + visit("/") + visit("/"));
        load(first);
        load(first);
        load(part(PEOPLE + VISITS + person(2, "Bea") + visit("/")));

        assertThat(people()).isEqualTo("1 Ada, 2 Bea");
        assertThat(query("select count(*) from tap.visits where page = '/'")).isEqualTo("3");
    }

    @Test
    void aStreamWithoutNewsStaysAsItIs() throws IOException, SQLException {
        load(part(PEOPLE + VISITS + person(1, "Ada") + visit("/")));

        List<StreamProgress> streams = load(part(VISITS + visit("/prices")));

        assertThat(streams)
                .extracting(progress -> progress.stream() + " " + progress.state() + " " + progress.rowsLoaded())
                .containsExactlyInAnyOrder("people SUCCEEDED 0", "visits SUCCEEDED 1");
        assertThat(people()).isEqualTo("1 Ada");
    }

    @Test
    void aNewStreamAndANewFieldAreFound() throws IOException, SQLException {
        load(part(PEOPLE + person(1, "Ada")));
        load(part(PEOPLE.replace("'id':", "'town': {'type': 'string'}, 'id':")
                + VISITS
                + person(2, "Ben").replace("'id'", "'town': 'Kiel', 'id'")
                + visit("/")));
        load(part(PEOPLE + person(3, "Cy")));

        assertThat(query("select string_agg(concat_ws(' ', id, name, town), ', ' order by id) from tap.people"))
                .isEqualTo("1 Ada, 2 Ben Kiel, 3 Cy");
        assertThat(query("select count(*) from tap.visits")).isEqualTo("1");
    }

    @Test
    void aVersionTakesThePlaceOfTheOneBeforeWhenItIsActivatedInALaterPart() throws IOException, SQLException {
        load(part(PEOPLE + activation(1) + person(1, 1, "Ada") + person(1, 2, "Ben")));
        UploadId second = part(PEOPLE + person(2, 2, "Bea"));

        load(second);
        assertThat(people()).isEqualTo("1 Ada, 2 Ben");

        load(second, part(PEOPLE + person(2, 3, "Cy") + activation(2)));
        assertThat(people()).isEqualTo("2 Bea, 3 Cy");

        load(part(PEOPLE + person(2, 4, "Dan")));
        assertThat(people()).isEqualTo("2 Bea, 3 Cy, 4 Dan");
    }

    @Test
    void rowsOfAVersionThatWasNeverActivatedGoWithTheNext() throws IOException, SQLException {
        UploadId first = part(PEOPLE + person(1, 1, "Ada"));
        load(first);
        assertThat(people()).isEqualTo("1 Ada");

        load(first, part(PEOPLE + person(2, 2, "Ben") + activation(2)));
        assertThat(people()).isEqualTo("2 Ben");
    }
}
