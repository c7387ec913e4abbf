package dev.millrace.syncworker.warehouse;

import dev.millrace.connector.spi.StreamMessage;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** One COPY into a table, in the binary format that batches are in already: their bytes go through untouched. */
final class CopyStream {

    /** Signature, flags, and the length of an extension that there is not (documentation of COPY, "Binary Format"). */
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };

    private static final byte[] TRAILER = {(byte) 0xff, (byte) 0xff};

    private final CopyIn copy;

    private CopyStream(CopyIn copy) {
        this.copy = copy;
    }

    /** @param columns their quoted names, in the order of the tuples' values */
    static CopyStream open(Connection connection, TableName table, String columns) throws SQLException {
        CopyIn copy = connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("copy " + table.quoted() + " (" + columns + ") from stdin (format binary)");
        copy.writeToCopy(HEADER, 0, HEADER.length);
        return new CopyStream(copy);
    }

    void write(StreamMessage.RowBatch batch) throws SQLException {
        batch.forEachPart(copy::writeToCopy);
    }

    /** Ends it, and gives how many rows the server took. */
    long end() throws SQLException {
        copy.writeToCopy(TRAILER, 0, TRAILER.length);
        return copy.endCopy();
    }

    void cancel() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
