package dev.millrace.connector.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.RowEncoder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowEncoderTest {

    private static Map<String, @Nullable Object> row(LogicalType type, Consumer<RowEncoder> write) {
        CollectedStream collected = new CollectedStream(List.of(Field.of("value", type, true)));
        RowEncoder encoder = collected.output().rows();
        encoder.beginRow();
        write.accept(encoder);
        encoder.endRow();
        collected.output().flush();
        assertThat(collected.rows()).hasSize(1);
        return collected.rows().getFirst();
    }

    private static @Nullable Object written(LogicalType type, Consumer<RowEncoder> write) {
        Map<String, @Nullable Object> row = row(type, write);
        assertThat(row.get(TupleReader.ISSUES)).isNull();
        return row.get("value");
    }

    private static @Nullable Object issues(LogicalType type, Consumer<RowEncoder> write) {
        Map<String, @Nullable Object> row = row(type, write);
        assertThat(row.get("value")).isNull();
        return row.get(TupleReader.ISSUES);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "1",
                "-1",
                "9999",
                "10000",
                "0.1",
                "0.0001",
                "0.00001",
                "-12345.6789",
                "100000000.00000001",
                "9223372036854775807",
                "-9223372036854775808",
                "123456789012345678901234567890.123456789",
                "0.000000000000000000000000000001",
                "1E+40",
                "12.50",
                "-0.05",
                "1000000000000000000"
            })
    void writesDecimalsOfAnySize(String text) {
        BigDecimal value = new BigDecimal(text);
        assertThat((BigDecimal) written(LogicalType.DECIMAL, encoder -> encoder.decimalValue(value)))
                .isEqualByComparingTo(value);
    }

    @Test
    void writesEveryType() {
        UUID uuid = UUID.fromString("01901234-5678-7abc-8def-0123456789ab");
        assertThat(written(LogicalType.BOOLEAN, e -> e.booleanValue(true))).isEqualTo(true);
        assertThat(written(LogicalType.INTEGER, e -> e.longValue(Long.MIN_VALUE)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(written(LogicalType.DOUBLE, e -> e.doubleValue(-0.1))).isEqualTo(-0.1);
        assertThat(written(LogicalType.DOUBLE, e -> e.doubleValue(Double.NaN))).isEqualTo(Double.NaN);
        assertThat(written(LogicalType.DATE, e -> e.dateValue(-1))).isEqualTo(LocalDate.of(1969, 12, 31));
        assertThat(written(LogicalType.TIME, e -> e.timeValue(3_661_000_001L)))
                .isEqualTo(LocalTime.parse("01:01:01.000001"));
        assertThat(written(LogicalType.TIMESTAMP, e -> e.timestampValue(-1)))
                .isEqualTo(LocalDateTime.parse("1969-12-31T23:59:59.999999"));
        assertThat(written(LogicalType.TIMESTAMPTZ, e -> e.instantValue(Instant.parse("2024-02-29T12:00:00.5Z"))))
                .isEqualTo(Instant.parse("2024-02-29T12:00:00.5Z"));
        assertThat(written(LogicalType.TEXT, e -> e.textValue("zwölf 😀"))).isEqualTo("zwölf 😀");
        assertThat(written(LogicalType.UUID, e -> e.uuidValue(uuid))).isEqualTo(uuid);
        assertThat(written(LogicalType.BINARY, e -> e.binaryValue(new byte[] {0, -1}, 0, 2)))
                .isEqualTo("00ff");
        assertThat(written(LogicalType.JSON, e -> e.jsonValue("{\"a\":[1]}"))).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void convertsWhereNothingIsLost() {
        assertThat(written(LogicalType.decimal(12, 2), e -> e.longValue(7))).isEqualTo(new BigDecimal("7"));
        assertThat(written(LogicalType.DOUBLE, e -> e.decimalValue(new BigDecimal("0.1"))))
                .isEqualTo(0.1);
        assertThat(written(LogicalType.INTEGER, e -> e.decimalValue(new BigDecimal("4.00"))))
                .isEqualTo(4L);
        assertThat(written(LogicalType.TEXT, e -> e.doubleValue(1.5))).isEqualTo("1.5");
        assertThat(written(LogicalType.TEXT, e -> e.dateValue(0))).isEqualTo("1970-01-01");
        assertThat(written(LogicalType.TIMESTAMP, e -> e.dateValue(1)))
                .isEqualTo(LocalDateTime.parse("1970-01-02T00:00"));
        assertThat(written(LogicalType.JSON, e -> e.textValue("a \"b\""))).isEqualTo("\"a \\\"b\\\"\"");
        assertThat((BigDecimal) written(LogicalType.decimal(4, 1), e -> e.decimalValue(new BigDecimal("1.5000"))))
                .isEqualByComparingTo("1.5");
    }

    @Test
    void namesWhatDoesNotFitAndWhy() {
        assertThat(issues(LogicalType.decimal(4, 2), e -> e.decimalValue(new BigDecimal("100.001"))))
                .isEqualTo("{\"value\":{\"reason\":\"is no decimal(4, 2)\",\"value\":\"100.001\"}}");
        assertThat(issues(LogicalType.decimal(4, 2), e -> e.longValue(100)))
                .asString()
                .contains("is no decimal(4, 2)");
        assertThat(issues(LogicalType.INTEGER, e -> e.integerValue(BigInteger.TWO.pow(63))))
                .asString()
                .contains("9223372036854775808");
        assertThat(issues(LogicalType.DOUBLE, e -> e.longValue((1L << 53) + 1)))
                .asString()
                .contains("9007199254740993");
        assertThat(issues(LogicalType.DATE, e -> e.textValue("n/a")))
                .asString()
                .contains("is no date")
                .contains("n/a");
        assertThat(issues(LogicalType.TEXT, e -> e.textValue("a\0b")))
                .asString()
                .contains("U+0000")
                .doesNotContain("\0");
        assertThat(issues(LogicalType.TEXT, e -> e.textValue("\ud83d")))
                .asString()
                .contains("surrogate");
        assertThat(issues(LogicalType.TEXT, e -> e.textValue(new byte[] {(byte) 0xc0, (byte) 0x80}, 0, 2)))
                .asString()
                .contains("UTF-8");
        assertThat(issues(LogicalType.JSON, e -> e.jsonValue("{"))).asString().contains("is not JSON");
        assertThat(issues(LogicalType.TIMESTAMPTZ, e -> e.instantValue(Instant.parse("+300000-01-01T00:00:00Z"))))
                .asString()
                .contains("is no timestamptz");
        assertThat(issues(LogicalType.decimal(12, 2), e -> e.decimalValue(new BigDecimal("1e1000000000"))))
                .asString()
                .contains("1E+1000000000");
    }

    @Test
    void countsTheValuesSetAsideOfABatch() {
        CollectedStream collected =
                new CollectedStream(List.of(new Field("a", "integer", true), new Field("b", "date", true)));
        RowEncoder encoder = collected.output().rows();
        for (int i = 0; i < 3; i++) {
            encoder.beginRow();
            encoder.longValue(i);
            encoder.textValue("no date");
            encoder.endRow();
        }
        collected.output().checkpoint("{\"rows\":3}");
        assertThat(collected.valuesSetAside()).isEqualTo(3);
        assertThat(collected.values("a")).containsExactly(0L, 1L, 2L);
        assertThat(collected.marks()).containsExactly(new CollectedStream.Mark("{\"rows\":3}", 3));
    }

    @Test
    void handsOverManyBatchesAndKeepsTheOrder() {
        CollectedStream collected = new CollectedStream(List.of(new Field("a", "text", true)));
        RowEncoder encoder = collected.output().rows();
        String padding = "x".repeat(1_000);
        for (int i = 0; i < 2_000; i++) {
            encoder.beginRow();
            encoder.textValue(i + padding);
            encoder.endRow();
        }
        encoder.beginRow();
        encoder.textValue("y".repeat(1_000_000));
        encoder.endRow();
        collected.output().flush();
        assertThat(collected.rows()).hasSize(2_001);
        assertThat(collected.rows().get(1_999).get("a")).isEqualTo(1_999 + padding);
        assertThat(collected.rows().get(2_000).get("a")).asString().hasSize(1_000_000);
    }

    @Test
    void refusesARowOfTooFewValues() {
        CollectedStream collected = new CollectedStream(List.of(new Field("a", "text", true)));
        RowEncoder encoder = collected.output().rows();
        encoder.beginRow();
        assertThatThrownBy(encoder::endRow).isInstanceOf(IllegalStateException.class);
    }
}
