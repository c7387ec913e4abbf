package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentifiersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
                    Customer ID > customer_id
                    createdAt > created_at
                    HTTPStatus > http_status
                    Größe (cm) > große_cm
                    São Paulo % > sao_paulo
                    2024 > _2024
                    --- > column_3
                    Имя > имя
                    select > select
                    """)
    void aFieldsNameBecomesAPlainColumnName(String field, String column) {
        assertThat(Identifiers.columnName(field, 3, Set.of())).isEqualTo(column);
    }

    @Test
    void namesThatCollideGetANumber() {
        assertThat(Identifiers.columnName("a-b", 1, Set.of("a_b", "a_b_2"))).isEqualTo("a_b_3");
    }

    @Test
    void twoLongNamesStayTwo() {
        String one = Identifiers.columnName("ж".repeat(60) + "1", 1, Set.of());
        String two = Identifiers.columnName("ж".repeat(60) + "2", 1, Set.of());
        assertThat(one.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(63);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void quotesAreDoubled() {
        assertThat(Identifiers.quote("a\"b")).isEqualTo("\"a\"\"b\"");
    }
}
