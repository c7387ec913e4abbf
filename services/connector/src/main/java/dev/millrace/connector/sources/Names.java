package dev.millrace.connector.sources;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;

/** Turns names that people give into names of schemas and tables. */
final class Names {

    /** PostgreSQL's limit is 63 bytes; the rest is room for what is appended. */
    private static final int LONGEST = 50;

    private Names() {}

    /** Lower case, ASCII letters, digits and underscores; not among {@code taken}. */
    static String unique(String name, String otherwise, Collection<String> taken) {
        String plain = plain(name, otherwise);
        String candidate = plain;
        for (int number = 2; taken.contains(candidate); number++) {
            candidate = plain + "_" + number;
        }
        return candidate;
    }

    private static String plain(String name, String otherwise) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
        if (plain.isEmpty()) {
            return otherwise;
        }
        String cut = plain.substring(0, Math.min(plain.length(), LONGEST));
        boolean reserved = cut.startsWith("pg_") || cut.equals("public") || cut.equals("information_schema");
        return reserved || Character.isDigit(cut.charAt(0)) ? otherwise + "_" + cut : cut;
    }
}
