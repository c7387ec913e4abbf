package dev.millrace.connector.spi.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CursorColumnsTest {

    @Test
    void a_column_that_changes_with_the_row_goes_before_one_that_is_set_once() {
        assertThat(CursorColumns.best(List.of("created_at", "Updated_At", "seen_at")))
                .contains("Updated_At");
        assertThat(CursorColumns.best(List.of("seen_at", "created"))).contains("created");
        assertThat(CursorColumns.best(List.of("seen_at"))).isEmpty();
    }
}
