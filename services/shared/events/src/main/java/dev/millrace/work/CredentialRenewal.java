package dev.millrace.work;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Credentials that a source's API has replaced during a run: {@code PUT /internal/v1/runs/{run}/credentials}. Holds secrets, so
 * that {@link #toString()} leaves them out.
 *
 * @param fencingToken of the attempt
 * @param changes by field of the source's configuration
 */
public record CredentialRenewal(long fencingToken, Map<String, Change> changes) {

    public CredentialRenewal {
        changes = Map.copyOf(changes);
    }

    /**
     * A field with another value.
     *
     * @param previous what the run began with; where the source has something else by now, a person has changed it
     */
    public record Change(JsonNode previous, JsonNode value) {

        @Override
        public String toString() {
            return "Change[***]";
        }
    }

    /**
     * What became of it.
     *
     * @param kept false when a person has changed the fields in the meantime, which then holds
     */
    public record Answer(boolean kept) {}

    @Override
    public String toString() {
        return "CredentialRenewal[" + changes.keySet() + "]";
    }
}
