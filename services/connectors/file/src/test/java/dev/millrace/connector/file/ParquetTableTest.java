package dev.millrace.connector.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.testkit.CollectedStream;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTableTest {

    @TempDir
    private Path folder;

    private Path written(String query) throws SQLException {
        Path file = folder.resolve("table.parquet");
        try (Connection duckDb = DuckDb.open(folder);
                Statement statement = duckDb.createStatement()) {
            statement.execute("copy (" + query + ") to '" + file + "' (format parquet)");
        }
        return file;
    }

    private record Loaded(List<Field> fields, CollectedStream rows) {

        Map<String, String> types() {
            Map<String, String> types = new LinkedHashMap<>();
            fields.forEach(field -> types.put(field.name(), field.type()));
            return types;
        }

        Map<String, @Nullable Object> row(int index) {
            return rows.rows().get(index);
        }
    }

    private Loaded load(Path file) {
        try (TableFiles files = new TableFiles(folder);
                OpenFile open = files.open(new LocalFile("table.parquet", file, true), "table", folder)) {
            Table table = open.tables().getFirst();
            TableProfile profile = TableProfile.of(table, Set.of(), () -> {});
            CollectedStream collected = new CollectedStream(profile.fields());
            RowTarget target = new RowTarget(profile.fields(), collected.output(), null, FileState::toJson, () -> {});
            new CellRead(table, profile, target).read(new FileState(0, 0, false));
            collected.output().flush();
            return new Loaded(profile.fields(), collected);
        }
    }

    @Test
    void everyTypeKeepsItsValues() throws SQLException {
        Loaded loaded = load(written("""
                select true as flag, (-128)::tinyint as small, 9223372036854775807::bigint as large,
                  18446744073709551615::ubigint as unsigned, 0.1::double as fraction, 0.1::float as single,
                  12345678901234567890.123456789::decimal(38, 9) as amount, 'ü' as text, 'a\\x00b'::blob as bytes,
                  date '2024-02-29' as day, time '23:59:59.000001' as moment, timestamp '2024-01-31 10:00:00.123456' as local,
                  timestamptz '2024-01-31 10:00:00+02' as instant, uuid '01901234-5678-7abc-8def-0123456789ab' as id,
                  [1, 2] as list, {'a': 1, 'b': [null, 'x']} as nested, timestamp_ns '2024-01-31 10:00:00.000001' as micros
                union all select null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null
                """));

        assertThat(loaded.types())
                .containsExactly(
                        Map.entry("flag", "boolean"),
                        Map.entry("small", "integer"),
                        Map.entry("large", "integer"),
                        Map.entry("unsigned", "decimal(20, 0)"),
                        Map.entry("fraction", "double"),
                        Map.entry("single", "double"),
                        Map.entry("amount", "decimal(38, 9)"),
                        Map.entry("text", "text"),
                        Map.entry("bytes", "binary"),
                        Map.entry("day", "date"),
                        Map.entry("moment", "time"),
                        Map.entry("local", "timestamp"),
                        Map.entry("instant", "timestamptz"),
                        Map.entry("id", "uuid"),
                        Map.entry("list", "json"),
                        Map.entry("nested", "json"),
                        Map.entry("micros", "timestamp"));
        Map<String, @Nullable Object> row = loaded.row(0);
        assertThat(row)
                .containsEntry("flag", true)
                .containsEntry("small", -128L)
                .containsEntry("large", Long.MAX_VALUE)
                .containsEntry("unsigned", new BigDecimal("18446744073709551615"))
                .containsEntry("fraction", 0.1)
                .containsEntry("single", (double) 0.1f)
                .containsEntry("amount", new BigDecimal("12345678901234567890.123456789"))
                .containsEntry("text", "ü")
                .containsEntry("bytes", "610062")
                .containsEntry("day", LocalDate.of(2024, 2, 29))
                .containsEntry("moment", LocalTime.parse("23:59:59.000001"))
                .containsEntry("local", LocalDateTime.parse("2024-01-31T10:00:00.123456"))
                .containsEntry("instant", Instant.parse("2024-01-31T08:00:00Z"))
                .containsEntry("id", UUID.fromString("01901234-5678-7abc-8def-0123456789ab"))
                .containsEntry("list", "[1,2]")
                .containsEntry("nested", "{\"a\":1,\"b\":[null,\"x\"]}")
                .containsEntry("micros", LocalDateTime.parse("2024-01-31T10:00:00.000001"));
        assertThat(loaded.row(1).values()).containsOnlyNulls();
        assertThat(loaded.rows().valuesSetAside()).isZero();
    }

    @Test
    void billionthsOfASecondAreKeptAsText() throws SQLException {
        Loaded loaded = load(written("select timestamp_ns '2024-01-31 10:00:00.000000001' as at"));

        assertThat(loaded.types()).containsEntry("at", "text");
        assertThat(loaded.rows().values("at")).containsExactly("2024-01-31 10:00:00.000000001");
    }

    @Test
    void aFileThatIsCutOffIsDamaged() throws SQLException, IOException {
        Path file = written("select range as id from range(10000)");
        Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(Files.readAllBytes(file), 500));

        assertThatThrownBy(() -> load(cut))
                .isInstanceOf(MillraceException.class)
                .hasMessageContaining("table.parquet is damaged");
    }

    @Test
    void manyRowsPassWithoutBeingHeld() throws SQLException {
        Loaded loaded = load(written("select range as id, 'row ' || range as name from range(300000)"));

        assertThat(loaded.rows().rows()).hasSize(300_000);
        assertThat(loaded.rows().values("id").getLast()).isEqualTo(299_999L);
        assertThat(loaded.rows().marks()).hasSize(60);
    }
}
