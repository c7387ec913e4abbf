package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.LogicalType.Kind;
import dev.millrace.connector.spi.ReadRequest;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.StreamOutput;
import dev.millrace.connector.spi.StreamWidenedException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads delimited text. Where its columns were judged by a sample, a value that is not of its column's form makes it look
 * at the whole file once: then either this column's writer can be another one, or the destination's column is too narrow.
 */
final class DelimitedRead {

    private static final int ROWS_PER_CHECKPOINT = 5_000;

    private final DelimitedText table;
    private final ReadRequest request;
    private final StreamOutput output;
    private final Map<String, Long> setAside = new LinkedHashMap<>();
    private final int[] positions;
    private final FieldWriter[] writers;
    private final Runnable pause;
    private boolean whole;

    /** @param pause is called now and then, and may throw to end it */
    DelimitedRead(DelimitedText table, ReadRequest request, StreamOutput output, Runnable pause) {
        this.table = table;
        this.request = request;
        this.output = output;
        this.pause = pause;
        this.positions = new int[request.columns().size()];
        this.writers = new FieldWriter[request.columns().size()];
    }

    private void use(TableProfile profile) {
        whole = profile.whole();
        for (int i = 0; i < writers.length; i++) {
            Field column = request.columns().get(i);
            positions[i] = profile.names().indexOf(column.name());
            writers[i] = new FieldWriter(
                    positions[i] < 0 ? TextForm.TEXT : profile.form(positions[i]), column.logicalType());
        }
    }

    /** @param lookAtAll gives the profile of the whole table, when the one that is given was made of a sample */
    void read(FileState state, TableProfile profile, Supplier<TableProfile> lookAtAll) {
        use(profile);
        RowEncoder encoder = output.rows();
        long rows = state.rows();
        try (DelimitedReader reader = table.open(state)) {
            while (table.nextRow(reader, setAside)) {
                if (!write(reader, encoder)) {
                    encoder.discardRow();
                    use(whole(lookAtAll));
                    write(reader, encoder);
                }
                encoder.endRow();
                if (++rows % ROWS_PER_CHECKPOINT == 0) {
                    pause.run();
                    reportSetAside();
                    output.checkpoint(new FileState(rows, reader.offset(), false).toJson());
                }
            }
            reportSetAside();
            output.checkpoint(new FileState(rows, reader.offset(), true).toJson());
        } catch (IOException e) {
            throw FileKind.damaged(table.name(), e);
        }
    }

    private void reportSetAside() {
        setAside.forEach((reason, count) -> output.setAside(count, reason));
        setAside.clear();
    }

    private boolean write(DelimitedReader reader, RowEncoder encoder) {
        encoder.beginRow();
        byte[] bytes = reader.buffer();
        int count = reader.count();
        for (int i = 0; i < writers.length; i++) {
            int position = positions[i];
            if (position < 0 || position >= count) {
                encoder.nullValue();
                continue;
            }
            int start = reader.start(position);
            int end = reader.end(position);
            if (start == end && (!reader.isQuoted(position) || !writers[i].isText())) {
                encoder.nullValue();
            } else if (!writers[i].write(bytes, start, end, encoder)) {
                if (!whole) {
                    return false;
                }
                writers[i].writeUnfit(bytes, start, end, encoder);
            }
        }
        return true;
    }

    private TableProfile whole(Supplier<TableProfile> lookAtAll) {
        boolean otherBytes;
        try {
            otherBytes = table.correctEncoding();
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.STORAGE_FULL,
                    "There is no room on the worker to open " + table.name()
                            + ". Upload a smaller file, or ask the operator.",
                    e);
        }
        TableProfile profile = lookAtAll.get();
        boolean tooNarrow = request.columns().stream().anyMatch(column -> {
            int position = profile.names().indexOf(column.name());
            return position >= 0
                    && !holds(
                            column.logicalType().kind(),
                            profile.form(position).type().kind());
        });
        if (otherBytes || tooNarrow) {
            throw new StreamWidenedException(profile.stream(table.name()));
        }
        return profile;
    }

    private static boolean holds(Kind column, Kind values) {
        return column == values
                || column == Kind.TEXT
                || column == Kind.JSON
                || (column == Kind.DECIMAL && values == Kind.INTEGER)
                || (column == Kind.TIMESTAMP && values == Kind.DATE);
    }
}
