package dev.millrace.connector.singer;

import dev.millrace.connector.spi.StateLostException;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which version of its table a read loads, where a tap counts them (ACTIVATE_VERSION). */
final class TableVersion {

    /** What becomes of a record. */
    enum Verdict {
        LOADED,
        /** Its version was replaced by a later one. */
        REPLACED,
        /** Its version is not active yet: the rows of the one before it stay until it is. */
        WAITING
    }

    private final MessageScan.StreamScan stream;
    private final @Nullable Long loaded;
    private final boolean laterOnesWait;

    private TableVersion(MessageScan.StreamScan stream, @Nullable Long loaded, boolean laterOnesWait) {
        this.stream = stream;
        this.loaded = loaded;
        this.laterOnesWait = laterOnesWait;
    }

    /** Of files that hold all there is. Records of another version would stand beside those that they replace. */
    static TableVersion ofAll(MessageScan.StreamScan stream, SingerState state) {
        if (state.version() != null && !Objects.equals(state.version(), stream.activeVersion())) {
            throw new MillraceException(
                    ErrorCode.SOURCE_UNREADABLE,
                    "The tap began \"" + stream.profile().name()
                            + "\" anew: its rows replace those that were loaded before. "
                            + "Choose to replace all rows of it, and run again.");
        }
        return new TableVersion(stream, stream.activeVersion(), false);
    }

    /**
     * Of files that hold what is new. A version that is active now and was not before takes the place of all rows.
     *
     * @throws StateLostException when there are rows of another version, so that the stream is read without a state
     */
    static TableVersion ofDelivered(MessageScan.StreamScan stream, SingerState state) {
        Long before = state.version();
        Long active = stream.activeVersion();
        if (before != null && active != null && !before.equals(active)) {
            throw new StateLostException("The tap began \"" + stream.profile().name()
                    + "\" anew: its rows take the place of those that were loaded before.");
        }
        Long known = active == null ? before : active;
        return new TableVersion(stream, known == null ? stream.firstVersion() : known, true);
    }

    /** @param number of the record, counted from 1 */
    Verdict of(SingerMessage.Row row, long number) {
        if (stream.isReplaced(row, number)) {
            return Verdict.REPLACED;
        }
        Long own = row.version();
        return laterOnesWait && own != null && !own.equals(loaded) ? Verdict.WAITING : Verdict.LOADED;
    }

    /** The version of the rows that are there when the read is done; null when they have none. */
    @Nullable
    Long loaded() {
        return loaded;
    }
}
