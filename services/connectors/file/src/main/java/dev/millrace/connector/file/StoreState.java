package dev.millrace.connector.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.millrace.connector.file.store.StoredFile;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a stream were read, in which version, and how far the one that is being read: {@code
 * {"files":{"a.csv":["etag",3]},"at":{"file":"b.csv","version":"etag","rows":2,"offset":17}}}.
 */
final class StoreState {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A version of a file, and how many rows it had. */
    record Read(String version, long rows) {}

    /** How far a version of a file was read. */
    record Place(String file, String version, FileState state) {}

    private final Map<String, Read> files = new LinkedHashMap<>();
    private @Nullable Place place;

    /** The members of {@link #files} as text, which many checkpoints share. */
    private final StringBuilder written = new StringBuilder();

    static StoreState parse(@Nullable String text) {
        StoreState state = new StoreState();
        if (text == null) {
            return state;
        }
        try {
            JsonNode json = JSON.readTree(text);
            json.path("files")
                    .properties()
                    .forEach(file -> state.files.put(
                            file.getKey(),
                            new Read(
                                    file.getValue().path(0).asText(),
                                    file.getValue().path(1).asLong())));
            JsonNode at = json.path("at");
            if (at.isObject()) {
                state.place = new Place(
                        at.path("file").asText(),
                        at.path("version").asText(),
                        new FileState(
                                at.path("rows").asLong(), at.path("offset").asLong(), false));
            }
            state.writeAll();
            return state;
        } catch (JsonProcessingException e) {
            throw new MillraceException(ErrorCode.INTERNAL, "The checkpoint of the files can't be read.", e);
        }
    }

    Optional<Read> read(StoredFile file) {
        return Optional.ofNullable(files.get(file.name()));
    }

    /** How far a file was read that was begun. */
    Optional<Place> place(StoredFile file) {
        return Optional.ofNullable(place).filter(begun -> begun.file().equals(file.name()));
    }

    /** Notes that a file was read to its end. */
    void finish(StoredFile file, long rows) {
        place = null;
        boolean known = files.put(file.name(), new Read(file.version(), rows)) != null;
        if (known) {
            writeAll();
        } else {
            write(file.name(), new Read(file.version(), rows));
        }
    }

    private void writeAll() {
        written.setLength(0);
        files.forEach(this::write);
    }

    private void write(String name, Read read) {
        written.append(written.isEmpty() ? "" : ",")
                .append(quoted(name))
                .append(":[")
                .append(quoted(read.version()))
                .append(',')
                .append(read.rows())
                .append(']');
    }

    private static String quoted(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    String toJson() {
        return "{\"files\":{" + written + "}}";
    }

    /** With a file that is being read. */
    String toJson(StoredFile file, FileState state) {
        return "{\"files\":{" + written + "},\"at\":{\"file\":" + quoted(file.name()) + ",\"version\":"
                + quoted(file.version()) + ",\"rows\":" + state.rows() + ",\"offset\":" + state.offset() + "}}";
    }
}
