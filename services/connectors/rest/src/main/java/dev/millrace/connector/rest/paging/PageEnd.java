package dev.millrace.connector.rest.paging;

import dev.millrace.connector.rest.http.Answer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a page has been read.
 *
 * @param answer the page
 * @param body its first value, which expressions see as {@code response}
 * @param records how many records were taken of it
 * @param extracted how many records were in it before any was filtered out
 * @param lastRecord the last that was taken; null for none
 * @param token of this page; null for the first
 */
public record PageEnd(
        Answer answer,
        Object body,
        long records,
        long extracted,
        @Nullable Map<String, Object> lastRecord,
        @Nullable Object token) {}
