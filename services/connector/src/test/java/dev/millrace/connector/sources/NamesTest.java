package dev.millrace.connector.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class NamesTest {

    @Test
    void namesBecomeLowerCaseAsciiWithUnderscores() {
        assertThat(Names.unique("Umsätze März 2026", "x", Set.of())).isEqualTo("umsatze_marz_2026");
        assertThat(Names.unique("MediaType", "x", Set.of())).isEqualTo("media_type");
        assertThat(Names.unique("日本", "source", Set.of())).isEqualTo("source");
        assertThat(Names.unique("2026", "table", Set.of())).isEqualTo("table_2026");
        assertThat(Names.unique("pg_catalog", "source", Set.of())).isEqualTo("source_pg_catalog");
    }

    @Test
    void aTakenNameGetsANumber() {
        assertThat(Names.unique("Orders", "x", Set.of("orders", "orders_2"))).isEqualTo("orders_3");
    }
}
