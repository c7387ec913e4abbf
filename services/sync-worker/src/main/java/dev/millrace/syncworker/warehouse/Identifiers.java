package dev.millrace.syncworker.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/** Names of tables and columns: how a field's name becomes one, and how it is quoted. */
final class Identifiers {

    /** PostgreSQL cuts names off behind this (NAMEDATALEN - 1). */
    static final int MAX_BYTES = 63;

    private static final int HASH_CHARACTERS = 8;

    private Identifiers() {}

    /**
     * A field's name as a column: lower case, words parted by underscores, without accents, not longer than PostgreSQL
     * allows, and none of those that are taken. Letters of other scripts stay.
     */
    static String columnName(String field, int position, Set<String> taken) {
        String plain = Normalizer.normalize(field.strip(), Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String parted = plain.replaceAll("(?<=[\\p{Ll}\\d])(?=\\p{Lu})", "_")
                .replaceAll("(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})", "_")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{Nd}]+", "_")
                .replaceAll("^_+|_+$", "");
        String named = parted.isEmpty() ? "column_" + position : parted;
        String started = Character.isDigit(named.charAt(0)) ? "_" + named : named;
        String base = shorten(started, MAX_BYTES);
        String candidate = base;
        for (int number = 2; taken.contains(candidate); number++) {
            String suffix = "_" + number;
            candidate = shorten(base, MAX_BYTES - suffix.length()) + suffix;
        }
        return candidate;
    }

    /** Cuts a name to a length; what is cut off leaves its hash, so that two long names stay two. */
    static String shorten(String name, int maxBytes) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= maxBytes) {
            return name;
        }
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int codePoint : name.codePoints().toArray()) {
            int length = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
            if (bytes + length > maxBytes - HASH_CHARACTERS - 1) {
                break;
            }
            kept.appendCodePoint(codePoint);
            bytes += length;
        }
        return kept + "_" + hash(name, HASH_CHARACTERS);
    }

    static String hash(String text, int characters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, characters);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** A name in double quotes. */
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A text as SQL writes it. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
