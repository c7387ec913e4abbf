package dev.millrace.connector.spi.trial;

import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with a manifest.
 *
 * @param place of the component or field: {@code streams[0].retriever}; null when it is about the text as a whole
 * @param line that it stands in, from 1; null when it is not known
 * @param message what is wrong and what to write instead
 */
public record ManifestError(
        @Nullable String place, @Nullable Integer line, String message) {}
