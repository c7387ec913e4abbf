package dev.millrace.connector.mysql;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.Event;
import com.github.shyiko.mysql.binlog.event.EventHeaderV4;
import com.github.shyiko.mysql.binlog.event.QueryEventData;
import com.github.shyiko.mysql.binlog.event.RotateEventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.github.shyiko.mysql.binlog.event.XidEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer;
import com.github.shyiko.mysql.binlog.event.deserialization.EventDeserializer.CompatibilityMode;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import com.github.shyiko.mysql.binlog.network.ServerException;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.StateLostException;
import dev.millrace.connector.spi.database.DatabaseLogin;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads which rows of one table have changed, from a place of the binary log to another. The client's library asks the server
 * for the log as a replica does; it swallows what its listeners throw, so that failures are kept here and thrown at the end.
 */
final class LogReader {

    /** What is done with the rows that have changed. */
    interface Changes {

        /**
         * Takes a row as it was or is.
         *
         * @param included which columns the log has of it, by their places in the table
         * @param row the values of those
         */
        void changed(BitSet included, Serializable[] row) throws SQLException;

        /** Everything before the position is of transactions that were committed. */
        void reached(LogPosition position) throws SQLException;
    }

    private static final int LOG_GONE = 1236;
    private static final int SILENCE_MILLIS = 60_000;
    private static final long HEARTBEAT_MILLIS = 10_000;
    private static final long CONNECT_MILLIS = 10_000;

    /** Statements behind which a column may have another place than before. */
    private static final Pattern MOVES_COLUMNS =
            Pattern.compile("\\b(first|after|drop|change|rename|replace|primary)\\b");

    private static final long NONE = -1;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final BinaryLogClient client;
    private final SourceTable table;
    private final String database;
    private final Pattern mention;
    private final LogPosition end;
    private final Changes changes;
    private LogPosition reached;
    private long tableId = NONE;
    private volatile @Nullable Exception failure;
    private volatile boolean over;

    LogReader(
            DatabaseLogin login,
            boolean encrypted,
            EgressGuard egress,
            SourceTable table,
            LogPosition begin,
            LogPosition end,
            Changes changes) {
        this.table = table;
        this.database = login.database();
        this.mention =
                Pattern.compile("(?<![\\w$])" + Pattern.quote(table.name().toLowerCase(Locale.ROOT)) + "(?![\\w$])");
        this.reached = begin;
        this.end = end;
        this.changes = changes;
        this.client = new BinaryLogClient(login.host(), login.port(), login.user(), login.password());
        client.setSSLMode(sslMode(login.sslMode(), encrypted));
        client.setServerId(Integer.toUnsignedLong(RANDOM.nextInt() | Integer.MIN_VALUE));
        client.setBinlogFilename(begin.file());
        client.setBinlogPosition(begin.offset());
        client.setBlocking(false);
        client.setKeepAlive(false);
        client.setHeartbeatInterval(HEARTBEAT_MILLIS);
        client.setConnectTimeout(CONNECT_MILLIS);
        client.setSocketFactory(() -> guarded(egress));
        EventDeserializer deserializer = new EventDeserializer();
        deserializer.setCompatibilityMode(
                CompatibilityMode.DATE_AND_TIME_AS_LONG_MICRO,
                CompatibilityMode.INVALID_DATE_AND_TIME_AS_MIN_VALUE,
                CompatibilityMode.CHAR_AND_BINARY_AS_BYTE_ARRAY);
        client.setEventDeserializer(deserializer);
        client.registerEventListener(this::take);
        client.registerLifecycleListener(new Failures());
    }

    private static Socket guarded(EgressGuard egress) throws SocketException {
        Socket socket = egress.guardedSocket();
        socket.setSoTimeout(SILENCE_MILLIS);
        return socket;
    }

    private static SSLMode sslMode(String configured, boolean encrypted) {
        return switch (configured) {
            case "verify-full" -> SSLMode.VERIFY_IDENTITY;
            case "require" -> SSLMode.REQUIRED;
            case "disable" -> SSLMode.DISABLED;
            default -> encrypted ? SSLMode.REQUIRED : SSLMode.DISABLED;
        };
    }

    /** Reads to the end, or to where {@link #cancel} comes. */
    void read() throws SQLException {
        try {
            client.connect();
        } catch (IOException e) {
            keep(e);
        }
        Exception kept = failure;
        switch (kept) {
            case null -> {}
            case SQLException e -> throw e;
            case RuntimeException e -> throw e;
            case ServerException e
            when e.getErrorCode() == LOG_GONE ->
                throw new StateLostException("The server no longer has its log since the last sync of \"" + table.name()
                        + "\". The table is loaded anew beside the old one; have the server keep its log for longer.");
            case ServerException e -> throw new SQLException(e.getMessage(), e.getSqlState(), e.getErrorCode(), e);
            default -> throw new SQLException("the log broke off", "08006", kept);
        }
    }

    void cancel() {
        hangUp();
    }

    private void hangUp() {
        over = true;
        try {
            client.disconnect();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void keep(Exception thrown) {
        if (failure == null && !over) {
            failure = thrown;
        }
    }

    private void take(Event event) {
        if (over || failure != null) {
            return;
        }
        try {
            read(event);
        } catch (SQLException | RuntimeException e) {
            keep(e);
            hangUp();
        }
    }

    private void read(Event event) throws SQLException {
        switch (event.getData()) {
            case RotateEventData rotation ->
                reached = reached.at(rotation.getBinlogFilename(), rotation.getBinlogPosition());
            case TableMapEventData map -> take(map);
            case WriteRowsEventData rows
            when rows.getTableId() == tableId -> rows(rows.getIncludedColumns(), rows.getRows());
            case DeleteRowsEventData rows
            when rows.getTableId() == tableId -> rows(rows.getIncludedColumns(), rows.getRows());
            case UpdateRowsEventData rows
            when rows.getTableId() == tableId -> {
                for (Map.Entry<Serializable[], Serializable[]> row : rows.getRows()) {
                    changes.changed(rows.getIncludedColumnsBeforeUpdate(), row.getKey());
                    changes.changed(rows.getIncludedColumns(), row.getValue());
                }
            }
            case XidEventData commit -> committed(event);
            case QueryEventData query -> take(query, event);
            case null, default -> {
                // Of other tables, or of no meaning to rows.
            }
        }
    }

    private void rows(BitSet included, List<Serializable[]> rows) throws SQLException {
        for (Serializable[] row : rows) {
            changes.changed(included, row);
        }
    }

    private void take(TableMapEventData map) {
        boolean isOurs = map.getDatabase().equals(database) && map.getTable().equals(table.name());
        if (isOurs) {
            tableId = map.getTableId();
        } else if (tableId == map.getTableId()) {
            tableId = NONE;
        }
    }

    private void take(QueryEventData query, Event event) throws SQLException {
        String sql = query.getSql().strip().toLowerCase(Locale.ROOT);
        if (sql.equals("begin") || sql.startsWith("savepoint")) {
            return;
        }
        boolean mentionsTable = mention.matcher(sql).find();
        if (mentionsTable && sql.startsWith("truncate")) {
            throw lost("was emptied by a truncate");
        }
        boolean defines = sql.startsWith("alter")
                || sql.startsWith("rename")
                || sql.startsWith("drop table")
                || sql.startsWith("create");
        if (mentionsTable && defines && MOVES_COLUMNS.matcher(sql).find()) {
            throw lost("was defined anew");
        }
        committed(event);
    }

    private StateLostException lost(String why) {
        return new StateLostException("\"" + table.name() + "\" " + why + ". It is loaded anew beside the old table.");
    }

    private void committed(Event event) throws SQLException {
        tableId = NONE;
        EventHeaderV4 header = event.getHeader();
        LogPosition behind = reached.at(reached.file(), header.getNextPosition());
        if (behind.compareTo(end) > 0) {
            // What came later is read by the next sync, when rows are looked up that are as new.
            hangUp();
            return;
        }
        reached = behind;
        changes.reached(reached);
        if (reached.compareTo(end) == 0) {
            hangUp();
        }
    }

    private final class Failures extends BinaryLogClient.AbstractLifecycleListener {

        @Override
        public void onCommunicationFailure(BinaryLogClient disconnected, Exception cause) {
            keep(cause);
        }

        @Override
        public void onEventDeserializationFailure(BinaryLogClient connected, Exception cause) {
            // Otherwise the event would be passed over.
            keep(cause);
            hangUp();
        }
    }
}
