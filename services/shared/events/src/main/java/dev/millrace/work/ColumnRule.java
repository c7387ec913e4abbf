package dev.millrace.work;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a column's values before they leave the worker.
 *
 * @param field the field's name in the source
 * @param length with {@link Treatment#TRUNCATE}: how many characters are kept; null otherwise
 */
public record ColumnRule(
        String field, Treatment treatment, @Nullable Integer length) {

    /** What may become of a value. */
    public enum Treatment {
        /** The column is not read. */
        SKIP,
        /** HMAC-SHA-256 with a key of the tenant's, in hexadecimal: equal values stay equal, and nobody can try values out. */
        HASH,
        /** Letters become {@code x} and digits {@code 0}; the shape stays. */
        MASK,
        /** The first characters are kept. */
        TRUNCATE
    }
}
