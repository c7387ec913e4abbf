package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.LogicalType;
import dev.millrace.work.SyncMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The statements that move a staged chunk to its table. They run in one transaction; the last one gives how many rows the
 * table has more.
 */
final class MergeSql {

    private final LoadRequest request;
    private final String target;
    private final String staging;
    private final List<Column> columns;
    private final Map<String, Column> byField;

    MergeSql(LoadRequest request, TableName target, TableName staging, List<Column> columns) {
        this.request = request;
        this.target = target.quoted();
        this.staging = staging.quoted();
        this.columns = columns;
        this.byField = columns.stream().collect(Collectors.toMap(Column::field, column -> column));
    }

    /**
     * Adds the rows that an earlier read has not given. A cursor is inclusive and may look back, so that no late row is lost:
     * what was there before this attempt is left out, as often as it was there. Nothing to run where there is no cursor.
     *
     * @param began when the attempt began, as the server's text
     */
    List<String> append(String began) {
        String cursor = cursor();
        if (cursor == null) {
            return List.of();
        }
        return List.of("with merged as (insert into " + target + " (" + all() + ") (select " + all() + " from "
                + staging
                + " except all select " + all() + " from " + target + " where " + cursor + " >= (select min(" + cursor
                + ") from " + staging + ") and " + TableSchema.LOADED_AT + " <= '" + began
                + "') returning 1) select count(*) from merged");
    }

    /**
     * Takes the last row of each key, leaves alone what has not changed, and removes what was deleted.
     *
     * @param someDeleted whether the chunk has rows that were deleted
     */
    List<String> upsert(boolean someDeleted) {
        String newest = "select distinct on (" + key() + ") * from " + staging + " order by " + key() + ", "
                + inOrder(" desc nulls last", someDeleted) + Chunks.ORDER + " desc";
        String inserted = "(select count(*) from merged where inserted)";
        if (!someDeleted) {
            return List.of("with merged as (" + insertOrUpdate("(" + newest + ") as newest") + ") select " + inserted);
        }
        return List.of("with newest as (" + newest + "), merged as ("
                + insertOrUpdate("newest where " + TableSchema.DELETED + " is not true") + "), removed as (delete from "
                + target + " as present using newest where newest." + TableSchema.DELETED + " and "
                + sameKey("present", "newest") + " returning 1) select " + inserted
                + " - (select count(*) from removed)");
    }

    private String insertOrUpdate(String rows) {
        List<String> kept = columns.stream()
                .filter(column -> !request.configured().primaryKey().contains(column.field()))
                .map(column -> Identifiers.quote(column.name()))
                .collect(Collectors.toList());
        kept.add(TableSchema.ISSUES);
        return "insert into " + target + " as present (" + all() + ") select " + all() + " from " + rows
                + " on conflict (" + key() + ") do update set " + each(kept, name -> name + " = excluded." + name)
                + ", "
                + TableSchema.LOADED_AT + " = now() where (" + each(kept, name -> "present." + name)
                + ") is distinct from (" + each(kept, name -> "excluded." + name)
                // xmax is set on a row that was there before.
                + ") returning (xmax = 0) as inserted";
    }

    /**
     * Ends the version of a row that has changed or was deleted, and adds the new one.
     *
     * @param someDeleted whether the chunk has rows that were deleted
     */
    List<String> history(boolean someDeleted) {
        String versions = "_millrace_versions";
        List<String> names =
                columns.stream().map(column -> Identifiers.quote(column.name())).toList();
        String content = String.join(", ", names);
        String presentContent = each(names, name -> "present." + name);
        String keyed = "(partition by " + each(keys(), name -> "s." + name) + " order by s._n)";
        return List.of(
                "drop table if exists pg_temp." + versions,
                "create temporary table " + versions + " on commit drop as with numbered as (select *, row(" + content
                        + ")::text as _content, " + validFrom() + " as _from, row_number() over (partition by " + key()
                        + " order by " + inOrder(" nulls first", someDeleted) + Chunks.ORDER + ") as _n from " + staging
                        + "), compared as (select s.*,"
                        + " case when s._n = 1 then row(" + presentContent + ")::text else lag(s._content) over "
                        + keyed
                        + " end as _before, case when s._n = 1 then present." + TableSchema.CURRENT
                        + " is not null else lag(s." + TableSchema.DELETED + ") over " + keyed
                        + " is not true end as _was_there, present." + TableSchema.VALID_FROM
                        + " as _present_from from numbered s left join " + target + " present on present."
                        + TableSchema.CURRENT + " and " + sameKey("present", "s")
                        + "), changed as (select * from compared"
                        + " where case when " + TableSchema.DELETED
                        + " then _was_there else not _was_there or _content is distinct from _before end)"
                        + " select s.*, greatest(s._from, s._present_from) as _valid_from, lead(s._from) over " + keyed
                        + " as _valid_to, row_number() over " + keyed + " as _version from changed s",
                "update " + target + " present set " + TableSchema.VALID_TO + " = versions._valid_from, "
                        + TableSchema.CURRENT + " = false from " + versions
                        + " versions where versions._version = 1 and "
                        + "present." + TableSchema.CURRENT + " and " + sameKey("present", "versions"),
                "with added as (insert into " + target + " (" + all() + ", " + TableSchema.VALID_FROM + ", "
                        + TableSchema.VALID_TO + ", " + TableSchema.CURRENT + ") select " + all()
                        + ", _valid_from, case when _valid_to is not null then greatest(_valid_from, _valid_to) end, _valid_to is null from "
                        + versions
                        + " where " + TableSchema.DELETED + " is not true returning 1) select count(*) from added");
    }

    /** Makes keys unique in a table that was loaded as the rows came: the newest of each key stays, if not deleted. */
    String removeRepeated(boolean someDeleted) {
        return "delete from " + target + " as present using (select ctid, " + TableSchema.DELETED
                + " as deleted, row_number() over (partition by " + key() + " order by "
                + inOrder(" desc nulls last", someDeleted) + "ctid desc) as place from " + target
                + ") as placed where present.ctid = placed.ctid and (placed.place > 1 or placed.deleted)";
    }

    String createKey() {
        boolean ofCurrent = request.configured().syncMode() == SyncMode.INCREMENTAL_HISTORY;
        return "create unique index on " + target + " (" + key() + ") nulls not distinct"
                + (ofCurrent ? " where " + TableSchema.CURRENT : "");
    }

    String all() {
        return columns.stream()
                        .map(column -> Identifiers.quote(column.name()) + ", ")
                        .collect(Collectors.joining())
                + TableSchema.ISSUES;
    }

    /** Deletions come from logs, in the order of what happened, and may have no cursor: there the order is all. */
    private String inOrder(String direction, boolean someDeleted) {
        String cursor = cursor();
        return cursor == null || someDeleted ? "" : cursor + direction + ", ";
    }

    private String validFrom() {
        String field = request.configured().cursorField();
        Column column = field == null ? null : byField.get(field);
        if (column == null) {
            return "now()";
        }
        LogicalType.Kind kind = column.type().kind();
        return kind == LogicalType.Kind.DATE
                        || kind == LogicalType.Kind.TIMESTAMP
                        || kind == LogicalType.Kind.TIMESTAMPTZ
                ? "coalesce(" + Identifiers.quote(column.name()) + "::timestamptz, now())"
                : "now()";
    }

    private @Nullable String cursor() {
        String field = request.configured().cursorField();
        Column column = field == null ? null : byField.get(field);
        return column == null ? null : Identifiers.quote(column.name());
    }

    private String key() {
        return String.join(", ", keys());
    }

    private List<String> keys() {
        List<String> names = new ArrayList<>();
        for (String field : request.configured().primaryKey()) {
            Column column = byField.get(field);
            if (column == null) {
                throw new IllegalStateException("the key's field is not in the catalog: " + field);
            }
            names.add(Identifiers.quote(column.name()));
        }
        return names;
    }

    private String sameKey(String one, String other) {
        return "(" + each(keys(), name -> one + "." + name) + ") = (" + each(keys(), name -> other + "." + name) + ")";
    }

    private static String each(List<String> names, UnaryOperator<String> written) {
        return names.stream().map(written).collect(Collectors.joining(", "));
    }
}
