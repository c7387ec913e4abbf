package dev.millrace.connector.postgres;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.database.RangeSettings;
import java.util.List;

/** Tables and views of a PostgreSQL database, version 11 or later. */
public final class PostgresSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "postgres",
            "PostgreSQL",
            "Reads the tables and views of a PostgreSQL database, and keeps them up to date.",
            "databases",
            "#336791",
            "Pg",
            List.of("postgres", "postgresql", "database", "sql", "rds", "aurora", "supabase", "neon", "cloud sql"),
            PostgresConfiguration.SCHEMA);

    private final RangeSettings ranges;

    /** One that reads large tables by ranges as is usual. */
    public PostgresSource() {
        this(RangeSettings.usual());
    }

    /** One that reads tables by ranges from another size on. */
    public PostgresSource(RangeSettings ranges) {
        this.ranges = ranges;
    }

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new PostgresSession(
                PostgresConfiguration.parse(context.configuration()), context.egress(), context.log(), ranges);
    }
}
