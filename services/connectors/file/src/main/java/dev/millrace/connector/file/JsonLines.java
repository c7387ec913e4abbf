package dev.millrace.connector.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Objects, one after another: JSON lines, or one JSON array of them. Each field is a column. */
final class JsonLines implements Table {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonFactory FACTORY = JSON.getFactory();
    private static final int LONG_BITS = 63;

    private final String name;
    private final String fileName;
    private final Path file;
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Map<String, Long> rejected = new LinkedHashMap<>();

    JsonLines(String name, String fileName, Path file) {
        this.name = name;
        this.fileName = fileName;
        this.file = file;
        long[] objects = {0};
        readObjects(object -> {
            object.fieldNames().forEachRemaining(field -> columns.putIfAbsent(field, columns.size()));
            objects[0]++;
            return true;
        });
        if (objects[0] == 0 && rejected.isEmpty()) {
            throw FileKind.empty(fileName);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isUntyped() {
        return false;
    }

    @Override
    public List<String> header() {
        return List.copyOf(columns.keySet());
    }

    @Override
    public Map<String, Long> rejected() {
        return rejected;
    }

    @Override
    public void forEachRow(RowVisitor visitor) {
        @Nullable Object[] cells = new Object[columns.size()];
        readObjects(object -> {
            Arrays.fill(cells, null);
            object.properties().forEach(field -> {
                Integer column = columns.get(field.getKey());
                if (column != null) {
                    cells[column] = cell(field.getValue());
                }
            });
            return visitor.row(cells);
        });
    }

    @FunctionalInterface
    private interface ObjectVisitor {
        boolean object(JsonNode object);
    }

    private void readObjects(ObjectVisitor visitor) {
        rejected.clear();
        try (JsonParser parser = FACTORY.createParser(file.toFile())) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_ARRAY && depth == 0) {
                    depth = 1;
                } else if (token == JsonToken.END_ARRAY) {
                    depth = 0;
                } else if (token == JsonToken.START_OBJECT) {
                    if (!visitor.object(parser.<JsonNode>readValueAsTree())) {
                        return;
                    }
                } else {
                    parser.skipChildren();
                    rejected.merge("they are no JSON objects.", 1L, Long::sum);
                }
            }
        } catch (JsonParseException e) {
            throw FileKind.unreadable(
                    fileName,
                    "is not JSON in line " + e.getLocation().getLineNr(),
                    "Write one JSON object in each line.");
        } catch (IOException e) {
            throw FileKind.damaged(fileName, e);
        }
    }

    private static @Nullable Object cell(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        if (value.isTextual()) {
            return value.textValue();
        }
        if (value.isBoolean()) {
            return value.booleanValue();
        }
        if (value.isIntegralNumber() && value.bigIntegerValue().bitLength() <= LONG_BITS) {
            return value.longValue();
        }
        if (value.isNumber()) {
            return new BigDecimal(value.asText());
        }
        return new JsonCell(value.toString());
    }
}
