package dev.millrace.connector.rest;

import dev.millrace.connector.rest.stream.RecordFile;
import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType;
import dev.millrace.connector.spi.SourceLog;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Files of records as columns beside them: where each would lie, how large it is, and what is in it. */
final class FileColumns implements RecordFile.Taker {

    /** A row is held in memory, so a file in it has to be small. Larger ones are named, and their content is left out. */
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private static final String PATH = "source_file_relative_path";
    private static final String SIZE = "file_size_bytes";
    private static final String CONTENT = "file_content";

    static final List<Field> FIELDS = List.of(
            Field.of(PATH, LogicalType.TEXT, true),
            Field.of(SIZE, LogicalType.INTEGER, true),
            Field.of(CONTENT, LogicalType.BINARY, true));

    private final SourceLog log;

    FileColumns(SourceLog log) {
        this.log = log;
    }

    @Override
    public void take(Map<String, Object> record, RecordFile file) throws IOException {
        record.put(PATH, file.path());
        byte[] content = file.content().readNBytes(MAX_BYTES + 1);
        if (content.length <= MAX_BYTES) {
            record.put(SIZE, (long) content.length);
            record.put(CONTENT, content);
            return;
        }
        long size = content.length + RecordFile.length(file.content());
        record.put(SIZE, size);
        log.warn("The file " + file.path() + " has " + size + " bytes, more than the " + MAX_BYTES
                + " that a row may hold. Its content is left out.");
    }
}
