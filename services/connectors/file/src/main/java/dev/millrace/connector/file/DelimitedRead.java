package dev.millrace.connector.file;

import dev.millrace.connector.spi.Field;
import dev.millrace.connector.spi.RowEncoder;
import dev.millrace.connector.spi.Stream;
import dev.millrace.connector.spi.StreamWidenedException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads delimited text. Where its columns were judged by a sample, a value that is not of its column's form makes it look
 * at the whole file once: then either this column's writer can be another one, or the destination's column is too narrow.
 */
final class DelimitedRead {

    private final DelimitedText table;
    private final RowTarget target;
    private final Supplier<TableProfile> lookAtAll;
    private final Function<TableProfile, Stream> widened;
    private final Map<String, Long> setAside = new LinkedHashMap<>();
    private final FieldWriter[] writers;
    private int[] positions;
    private boolean whole;

    /**
     * @param profile of the table, maybe made of a sample
     * @param lookAtAll gives the profile of the whole table
     * @param widened the stream as such a profile shows it
     */
    DelimitedRead(
            DelimitedText table,
            TableProfile profile,
            RowTarget target,
            Supplier<TableProfile> lookAtAll,
            Function<TableProfile, Stream> widened) {
        this.table = table;
        this.target = target;
        this.lookAtAll = lookAtAll;
        this.widened = widened;
        this.writers = new FieldWriter[target.columns().size()];
        this.positions = profile.positions(target.columns());
        use(profile);
    }

    private void use(TableProfile profile) {
        whole = profile.whole();
        positions = profile.positions(target.columns());
        for (int i = 0; i < writers.length; i++) {
            Field column = target.columns().get(i);
            writers[i] = new FieldWriter(
                    positions[i] < 0 ? TextForm.TEXT : profile.form(positions[i]), column.logicalType());
        }
    }

    /** Gives the state at the end. */
    FileState read(FileState state) {
        RowEncoder encoder = target.rows();
        long rows = state.rows();
        try (DelimitedReader reader = table.open(state)) {
            while (table.nextRow(reader, setAside)) {
                rows++;
                if (!write(reader, rows, encoder)) {
                    encoder.discardRow();
                    use(whole());
                    write(reader, rows, encoder);
                }
                encoder.endRow();
                if (RowTarget.isCheckpointDue(rows)) {
                    target.checkpoint(table.state(rows, reader, false), setAside);
                }
            }
            target.setAside(setAside);
            return table.state(rows, reader, true);
        } catch (IOException e) {
            throw FileKind.damaged(table.name(), e);
        }
    }

    private boolean write(DelimitedReader reader, long row, RowEncoder encoder) {
        encoder.beginRow();
        byte[] bytes = reader.buffer();
        int count = reader.count();
        for (int i = 0; i < writers.length; i++) {
            int position = positions[i];
            if (position < 0) {
                target.writeMissing(i, row);
                continue;
            }
            if (position >= count) {
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

    private TableProfile whole() {
        boolean otherBytes;
        try {
            otherBytes = table.correctEncoding();
        } catch (IOException e) {
            throw TableFiles.noRoom(table.name(), e);
        }
        TableProfile profile = lookAtAll.get();
        if (otherBytes || !profile.fitsInto(target.columns())) {
            throw new StreamWidenedException(widened.apply(profile));
        }
        return profile;
    }
}
