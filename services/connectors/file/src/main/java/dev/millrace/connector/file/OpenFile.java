package dev.millrace.connector.file;

import java.util.List;

/** The tables of a file, as long as it is open. */
record OpenFile(List<Table> tables, Runnable closing) implements AutoCloseable {

    OpenFile {
        tables = List.copyOf(tables);
    }

    static OpenFile of(Table table) {
        return new OpenFile(List.of(table), () -> {});
    }

    @Override
    public void close() {
        closing.run();
    }
}
