package dev.millrace.cli.singer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A run, as the API tells of it.
 *
 * @param failure what went wrong, as a sentence; empty when nothing did
 */
record RemoteRun(String id, Kind kind, State state, long rowsLoaded, long rowsSetAside, String failure) {

    enum Kind {
        DISCOVER,
        SYNC
    }

    enum State {
        QUEUED,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    static RemoteRun of(JsonNode json) {
        return new RemoteRun(
                json.path("id").asText(),
                Kind.valueOf(json.path("kind").asText()),
                State.valueOf(json.path("state").asText()),
                json.path("rowsLoaded").asLong(),
                json.path("rowsSetAside").asLong(),
                json.path("failure").path("message").asText(""));
    }

    boolean hasEnded() {
        return switch (state) {
            case QUEUED, RUNNING -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
