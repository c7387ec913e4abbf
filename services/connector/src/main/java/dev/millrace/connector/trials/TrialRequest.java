package dev.millrace.connector.trials;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;

/** What is tried, secrets included. */
@RegisterForReflection(registerFullHierarchy = true)
record TrialRequest(String manifest, @Nullable String stream, JsonNode settings) {

    @Override
    public String toString() {
        return "TrialRequest[" + stream + "]";
    }
}
