package dev.millrace.connector.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A message of the plugin pgoutput (PostgreSQL documentation, "Logical Replication Message Formats", version 1). */
sealed interface LogMessage {

    /** A transaction begins; what it did follows. */
    record Begin() implements LogMessage {}

    /**
     * A transaction ended, and was committed.
     *
     * @param end the position behind it
     */
    record Commit(long end) implements LogMessage {}

    /**
     * What the values of a table's changes are, from here on.
     *
     * @param id that changes refer to
     * @param columns in the order of the values
     */
    record Relation(int id, String schema, String name, List<String> columns) implements LogMessage {

        public Relation {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A row that came, changed or went.
     *
     * @param relation the table's id
     * @param before what it was, or its key alone; null when it is new or has the key of before
     * @param after what it is; null when it went
     */
    record Change(
            int relation, @Nullable Tuple before, @Nullable Tuple after) implements LogMessage {}

    /** Tables were emptied at once. */
    record Truncate(Set<Integer> relations) implements LogMessage {

        public Truncate {
            relations = Set.copyOf(relations);
        }
    }

    /** Anything else: origins, types, messages of applications. */
    record Other() implements LogMessage {}

    /**
     * The values of a row as PostgreSQL writes them.
     *
     * @param values null where there is none
     * @param unchanged which values are what they were, and were not sent, because they are kept apart from the row
     */
    record Tuple(List<@Nullable String> values, Set<Integer> unchanged) {}

    /** Reads a message, which begins at the buffer's position. */
    static LogMessage read(ByteBuffer message) {
        return switch (message.get()) {
            case 'B' -> new Begin();
            case 'C' -> {
                message.get();
                message.getLong();
                yield new Commit(message.getLong());
            }
            case 'R' -> relation(message);
            case 'I' -> {
                int relation = message.getInt();
                message.get();
                yield new Change(relation, null, tuple(message));
            }
            case 'U' -> update(message);
            case 'D' -> {
                int relation = message.getInt();
                message.get();
                yield new Change(relation, tuple(message), null);
            }
            case 'T' -> {
                int count = message.getInt();
                message.get();
                Set<Integer> relations = new HashSet<>();
                for (int i = 0; i < count; i++) {
                    relations.add(message.getInt());
                }
                yield new Truncate(relations);
            }
            default -> new Other();
        };
    }

    private static Relation relation(ByteBuffer message) {
        int id = message.getInt();
        String schema = text(message);
        String name = text(message);
        // How rows are told apart.
        message.get();
        int count = message.getShort();
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Whether it is of the key.
            message.get();
            columns.add(text(message));
            // The type and its modifier: they are looked up in the catalog.
            message.getLong();
        }
        return new Relation(id, schema, name, columns);
    }

    private static Change update(ByteBuffer message) {
        int relation = message.getInt();
        Tuple before = null;
        byte kind = message.get();
        if (kind != 'N') {
            before = tuple(message);
            message.get();
        }
        return new Change(relation, before, tuple(message));
    }

    private static Tuple tuple(ByteBuffer message) {
        int count = message.getShort();
        List<@Nullable String> values = new ArrayList<>(count);
        Set<Integer> unchanged = new HashSet<>();
        for (int i = 0; i < count; i++) {
            switch (message.get()) {
                case 'n' -> values.add(null);
                case 'u' -> {
                    unchanged.add(i);
                    values.add(null);
                }
                default -> {
                    byte[] value = new byte[message.getInt()];
                    message.get(value);
                    values.add(new String(value, StandardCharsets.UTF_8));
                }
            }
        }
        return new Tuple(values, unchanged);
    }

    /** Up to a zero byte. */
    private static String text(ByteBuffer message) {
        int from = message.position();
        int end = from;
        while (message.get(end) != 0) {
            end++;
        }
        byte[] bytes = new byte[end - from];
        message.get(bytes);
        message.get();
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
