package dev.millrace.connector.file;

import dev.millrace.connector.file.store.StoredFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Which files become one table, and what it is called. */
enum TableNames {
    /** Files whose names differ in numbers and dates only. */
    SIMILAR_NAMES("similar names"),
    ALL_FILES("all files"),
    EACH_FILE("each file");

    private static final List<String> WRAPPINGS = List.of(".gz", ".zip");

    /** What programs put into names of which each is to be another one: a UUID, or a long number of base 16. */
    private static final Pattern RANDOM =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{16,}");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final Pattern MARKS_AROUND = Pattern.compile("^[-_.: ()]+|[-_.: ()]+$");
    private static final Pattern MARKS = Pattern.compile("([-_.: ()])[-_.: ()]+");
    private static final String NAMELESS = "files";

    private final String words;

    TableNames(String words) {
        this.words = words;
    }

    /** As the form has it. */
    String words() {
        return words;
    }

    /** A file's name without the endings that tell its format. */
    static String withoutEndings(String fileName) {
        String name = fileName;
        for (String wrapping : WRAPPINGS) {
            if (name.toLowerCase(Locale.ROOT).endsWith(wrapping)) {
                name = name.substring(0, name.length() - wrapping.length());
            }
        }
        return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
    }

    /** The files of each table, by the table's name. */
    Map<String, List<StoredFile>> tables(List<StoredFile> files) {
        Map<String, List<StoredFile>> tables = new LinkedHashMap<>();
        for (StoredFile file : files) {
            String name = switch (this) {
                case SIMILAR_NAMES -> withoutNumbers(withoutEndings(file.lastName()));
                case ALL_FILES -> NAMELESS;
                case EACH_FILE -> own(file, tables);
            };
            tables.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
        }
        return tables;
    }

    /** Files of different folders may be called the same. */
    private static String own(StoredFile file, Map<String, List<StoredFile>> taken) {
        String last = withoutEndings(file.lastName());
        return last.isEmpty() || taken.containsKey(last) ? file.name() : last;
    }

    private static String withoutNumbers(String name) {
        String words = RANDOM.matcher(name).replaceAll("");
        words = NUMBER.matcher(words).replaceAll("");
        words = MARKS.matcher(words).replaceAll("$1");
        words = MARKS_AROUND.matcher(words).replaceAll("");
        return words.isEmpty() ? NAMELESS : words;
    }
}
