package dev.millrace.reporting.warehouse;

import java.util.List;
import java.util.Optional;

/**
 * A table that a tenant can ask about.
 *
 * @param rows roughly how many, as PostgreSQL estimates; -1 when it does not know
 */
public record WarehouseTable(TableName name, long rows, List<Column> columns) {

    public WarehouseTable {
        columns = List.copyOf(columns);
    }

    /**
     * A column.
     *
     * @param type PostgreSQL's name of it, without length or precision
     */
    public record Column(String name, String type) {

        /** Whether it is a date or a point in time. */
        public boolean isTime() {
            return type.equals("date") || type.startsWith("timestamp");
        }

        /** Whether it is a point in time, which needs a zone to become a date. */
        public boolean isPointInTime() {
            return type.equals("timestamp with time zone");
        }

        /** Whether it can be summed. */
        public boolean isNumber() {
            return switch (type) {
                case "smallint", "integer", "bigint", "numeric", "real", "double precision" -> true;
                default -> false;
            };
        }

        /** Whether it has no order and no equality to group by. */
        public boolean isOpaque() {
            return switch (type) {
                case "json", "jsonb", "bytea", "xml" -> true;
                default -> false;
            };
        }
    }

    /** The column of a name. */
    public Optional<Column> column(String wanted) {
        return columns.stream().filter(column -> column.name().equals(wanted)).findFirst();
    }
}
