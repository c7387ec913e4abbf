package dev.millrace.reporting.warehouse;

import dev.millrace.kernel.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;

/** Writes whole tables as CSV, with the columns' names in the first line. Memory does not grow with the table. */
@ApplicationScoped
public class TableExport {

    private final WarehouseReader reader;

    TableExport(WarehouseReader reader) {
        this.reader = reader;
    }

    /**
     * Writes a table, however long that takes.
     *
     * @throws UncheckedIOException when whoever reads does not take it
     */
    public void write(TenantId tenant, WarehouseTable table, OutputStream out) {
        reader.read(tenant, connection -> copy(connection, table, out));
    }

    private static long copy(Connection connection, WarehouseTable table, OutputStream out) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // A whole table is no question that somebody waits for.
            statement.execute("set local statement_timeout = 0");
            DSLContext sql = DSL.using(SQLDialect.POSTGRES);
            String columns = table.columns().stream()
                    .map(column -> sql.render(DSL.quotedName(column.name())))
                    .collect(Collectors.joining(", "));
            String query = "copy (select %s from %s) to stdout with (format csv, header)"
                    .formatted(
                            columns,
                            sql.render(DSL.quotedName(
                                    table.name().schema(), table.name().name())));
            return connection.unwrap(PGConnection.class).getCopyAPI().copyOut(query, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
