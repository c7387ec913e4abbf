package dev.millrace.connector.spi.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a manifest says, and what is wrong with it.
 *
 * @param problems empty when it can be used; the rest says little otherwise
 * @param title of its tile; null where the manifest has none
 * @param summary of its tile, likewise
 * @param colour of its tile, {@code #rrggbb}, likewise
 * @param initials on its tile, likewise
 * @param configurationSchema the form that it asks for, as {@link dev.millrace.connector.spi.ConnectorSpec} has it
 * @param streams the names of those that are written in it
 * @param findsStreams whether it asks the API for more of them
 */
public record Inspection(
        List<ManifestError> problems,
        @Nullable String title,
        @Nullable String summary,
        @Nullable String colour,
        @Nullable String initials,
        JsonNode configurationSchema,
        List<String> streams,
        boolean findsStreams) {

    public Inspection {
        problems = List.copyOf(problems);
        streams = List.copyOf(streams);
    }
}
