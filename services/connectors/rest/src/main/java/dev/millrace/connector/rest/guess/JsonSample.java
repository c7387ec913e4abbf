package dev.millrace.connector.rest.guess;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer looks like: its first objects whole, and of long lists the first items and how many there are. However long the
 * answer is, it takes little memory, and of one that is very long only the beginning is read.
 */
final class JsonSample {

    /** Items of a list that are kept. */
    static final int KEPT = 100;

    /** An answer of more than this is judged by its beginning. */
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private static final int DEEPEST = 60;

    private final List<Object> roots = new ArrayList<>();
    private final Map<List<String>, Long> lists = new LinkedHashMap<>();
    private boolean cut;

    private JsonSample() {}

    /** Reads as much as {@link #MOST_BYTES}, and goes no further. */
    private static final class Beginning extends FilterInputStream {
        private int left = MOST_BYTES;

        Beginning(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : super.read(buffer, offset, Math.min(length, left));
            left -= Math.max(count, 0);
            return count;
        }
    }

    /**
     * Reads an answer; empty when it does not begin with an object or a list of JSON.
     *
     * @throws IOException when the answer breaks off
     */
    static Optional<JsonSample> of(InputStream body) throws IOException {
        Beginning beginning = new Beginning(body);
        JsonSample sample = new JsonSample();
        try (JsonParser parser = Json.MAPPER.createParser(beginning)) {
            parser.disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
            while (sample.roots.size() < KEPT && parser.nextToken() != null) {
                sample.readRoot(parser);
            }
        } catch (JsonProcessingException e) {
            if (beginning.left > 0) {
                return Optional.empty();
            }
            sample.cut = true;
        }
        return sample.roots.isEmpty() ? Optional.empty() : Optional.of(sample);
    }

    private void readRoot(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            Map<String, Object> object = new LinkedHashMap<>();
            roots.add(object);
            readObject(parser, object, List.of(), true);
        } else if (parser.currentToken() == JsonToken.START_ARRAY) {
            List<Object> list = new ArrayList<>();
            roots.add(list);
            readList(parser, list, List.of(), true);
        } else {
            throw new NoTable(parser);
        }
    }

    /** A text or a number by itself. */
    private static final class NoTable extends JsonProcessingException {
        private static final long serialVersionUID = 1L;

        NoTable(JsonParser parser) {
            super("no object and no list", parser.currentLocation());
        }
    }

    private void readObject(JsonParser parser, Map<String, Object> object, List<String> path, boolean named)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            List<String> below = new ArrayList<>(path);
            below.add(name);
            parser.nextToken();
            switch (parser.currentToken()) {
                case START_OBJECT -> {
                    Map<String, Object> inner = new LinkedHashMap<>();
                    object.put(name, inner);
                    readObject(parser, inner, requireShallow(below), named);
                }
                case START_ARRAY -> {
                    List<Object> inner = new ArrayList<>();
                    object.put(name, inner);
                    readList(parser, inner, requireShallow(below), named);
                }
                default -> Tree.put(object, name, Json.MAPPER.readValue(parser, Object.class));
            }
        }
    }

    private static List<String> requireShallow(List<String> path) throws IOException {
        if (path.size() > DEEPEST) {
            throw new IOException("objects within more than " + DEEPEST + " others");
        }
        return path;
    }

    /** @param named whether the way to it is one of names only, so that a manifest can name it */
    private void readList(JsonParser parser, List<Object> list, List<String> path, boolean named) throws IOException {
        long items = 0;
        if (named) {
            lists.put(path, 0L);
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items++;
            if (named) {
                lists.put(path, items);
            }
            if (items > KEPT) {
                parser.skipChildren();
                continue;
            }
            Object item = parser.currentToken() == JsonToken.START_OBJECT ? item(parser, list) : other(parser);
            if (!(item instanceof Map<?, ?>)) {
                list.add(item == null ? "" : item);
            }
        }
    }

    private Object item(JsonParser parser, List<Object> list) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        list.add(object);
        readObject(parser, object, List.of(), false);
        return object;
    }

    private static @Nullable Object other(JsonParser parser) throws IOException {
        return Json.MAPPER.readValue(parser, Object.class);
    }

    /** The first object or list. */
    Object root() {
        return roots.getFirst();
    }

    /** Whether there is one object behind another: JSON lines. */
    boolean isLines() {
        return roots.size() > 1;
    }

    List<Object> roots() {
        return roots;
    }

    /** Whether there is more of it than was read. */
    boolean isCut() {
        return cut;
    }

    /** How many items the lists have, by the names that lead to them. */
    Map<List<String>, Long> lists() {
        return lists;
    }

    /** What stands at the end of a way of names. */
    @Nullable
    Object at(List<String> path) {
        Object found = root();
        for (String name : path) {
            found = Tree.mapOrEmpty(found).get(name);
        }
        return found;
    }
}
