package dev.millrace.syncworker.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.spi.LogicalType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    integer        | decimal(12, 2) | decimal
                    decimal(12, 2) | integer        | decimal
                    decimal(12, 2) | decimal(5, 4)  | decimal(14, 4)
                    decimal        | decimal(5, 4)  | decimal
                    double         | integer        | double
                    date           | timestamp      | timestamp
                    timestamp      | date           | timestamp
                    text           | date           | text
                    json           | text           | json
                    integer        | text           | none
                    double         | decimal(5, 4)  | none
                    timestamptz    | timestamp      | none
                    boolean        | integer        | none
                    """)
    void aColumnWidensOnlyWhereNothingIsLost(String column, String values, String widened) {
        assertThat(ColumnTypes.widened(LogicalType.parse(column), LogicalType.parse(values))
                        .map(LogicalType::toString)
                        .orElse("none"))
                .isEqualTo(widened);
    }
}
