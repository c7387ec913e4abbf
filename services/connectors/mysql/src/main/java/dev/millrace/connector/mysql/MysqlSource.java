package dev.millrace.connector.mysql;

import dev.millrace.connector.spi.ConnectorSpec;
import dev.millrace.connector.spi.Source;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.connector.spi.database.RangeSettings;
import java.util.List;

/** Tables and views of a database of MySQL 5.7, MariaDB 10.3, or later. */
public final class MysqlSource implements Source {

    private static final ConnectorSpec SPEC = new ConnectorSpec(
            "mysql",
            "MySQL",
            "Reads the tables and views of a MySQL or MariaDB database, and keeps them up to date.",
            "databases",
            "#00758f",
            "My",
            List.of("mysql", "mariadb", "database", "sql", "rds", "aurora", "cloud sql", "planetscale", "percona"),
            MysqlConfiguration.SCHEMA);

    private final RangeSettings ranges;

    /** One that reads large tables by ranges as is usual. */
    public MysqlSource() {
        this(RangeSettings.usual());
    }

    /** One that reads tables by ranges from another size on. */
    public MysqlSource(RangeSettings ranges) {
        this.ranges = ranges;
    }

    @Override
    public ConnectorSpec spec() {
        return SPEC;
    }

    @Override
    public SourceSession open(SourceContext context) {
        return new MysqlSession(
                MysqlConfiguration.parse(context.configuration()), context.egress(), context.log(), ranges);
    }
}
