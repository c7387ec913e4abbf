package dev.millrace.deploychecks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of values, made from the comments of values.yaml and what stands there. */
final class ValuesDocument {

    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):(.*)");
    private static final Pattern COMMENT = Pattern.compile(" *# (.+)");
    private static final int INDENT = 2;

    /** Their values are those of tenantManagement, which are told there. */
    private static final Set<String> COMPONENTS_LIKE_THE_FIRST =
            Set.of("connector", "syncWorker", "transform", "reporting", "console");

    private final List<Value> values = new ArrayList<>();

    /**
     * A value that can be set.
     *
     * @param path its name, with dots
     * @param standard what it is when nobody sets it, as JSON
     * @param meaning the comment above it
     */
    private record Value(String path, String standard, String meaning) {

        /** A group of values is told by its members. */
        String row(boolean group) {
            return "| `%s` | %s | %s |".formatted(path, group ? "" : "`" + standard + "`", meaning);
        }
    }

    ValuesDocument(List<String> lines, JsonObject defaults) {
        Deque<String> path = new ArrayDeque<>();
        StringBuilder comment = new StringBuilder();
        for (String line : lines) {
            Matcher key = KEY.matcher(line);
            Matcher said = COMMENT.matcher(line);
            if (said.matches()) {
                comment.append(comment.isEmpty() ? "" : " ").append(said.group(1));
                continue;
            }
            if (key.matches() && isValue(key, path)) {
                while (path.size() > key.group(1).length() / INDENT) {
                    path.removeLast();
                }
                path.addLast(key.group(2));
                add(String.join(".", path), find(defaults, path), comment.toString());
            }
            comment.setLength(0);
        }
    }

    /** Within a value that is a list or a free map, keys are not ours. */
    private static boolean isValue(Matcher key, Deque<String> path) {
        return key.group(1).length() / INDENT <= path.size();
    }

    private void add(String path, JsonElement value, String comment) {
        boolean group = value.isJsonObject() && !value.getAsJsonObject().isEmpty();
        if (!comment.isEmpty()) {
            values.add(new Value(path, value.toString(), comment));
        } else if (!group && values.stream().noneMatch(above -> path.startsWith(above.path() + "."))) {
            throw new IllegalStateException("Say in values.yaml, above it, what " + path + " is for.");
        }
    }

    private static JsonElement find(JsonObject defaults, Deque<String> path) {
        JsonElement current = defaults;
        for (String name : path) {
            current = current.getAsJsonObject().get(name);
        }
        return current;
    }

    String table() {
        return "| value | default | meaning |\n|---|---|---|\n"
                + values.stream().map(value -> value.row(isGroup(value))).collect(Collectors.joining("\n"));
    }

    private boolean isGroup(Value value) {
        return value.standard().startsWith("{\"")
                && (COMPONENTS_LIKE_THE_FIRST.contains(value.path())
                        || values.stream().anyMatch(other -> other.path().startsWith(value.path() + ".")));
    }
}
