package dev.millrace.connector.rest.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Judges the answers of a token endpoint: which of them mean that the refresh token is good no longer, so that only a person can help.
 * Where the manifest says nothing, they are the errors that RFC 6749, section 5.2, has for that.
 */
record RefusedRefresh(List<String> statuses, String key, List<String> values, boolean ofClient, ErrorHandler other)
        implements ErrorHandler {

    private static final List<String> USUAL_STATUSES = List.of("400", "401");

    RefusedRefresh(Component component, ErrorHandler other) {
        this(
                texts(component, "refresh_token_error_status_codes", USUAL_STATUSES),
                text(component, "refresh_token_error_key").orElse("error"),
                texts(component, "refresh_token_error_values", List.of("invalid_grant", "invalid_client")),
                component.optionalText("grant_type").orElse("").equals("client_credentials"),
                other);
    }

    /** The updater had these fields before the authenticator did. */
    private static List<String> texts(Component component, String field, List<String> otherwise) {
        List<String> own = component.texts(field);
        List<String> earlier = own.isEmpty()
                ? component
                        .child("refresh_token_updater")
                        .map(updater -> updater.texts(field))
                        .orElse(List.of())
                : own;
        return earlier.isEmpty() ? otherwise : earlier;
    }

    private static Optional<String> text(Component component, String field) {
        return component
                .optionalText(field)
                .or(() -> component.child("refresh_token_updater").flatMap(updater -> updater.optionalText(field)))
                .filter(value -> !value.isEmpty());
    }

    @Override
    public Verdict judge(Answer answer) throws IOException {
        if (statuses.contains(String.valueOf(answer.status())) && values.contains(error(answer))) {
            return new Verdict(
                    Verdict.Action.FAIL,
                    Verdict.Failure.CONFIG_ERROR,
                    ofClient
                            ? "The API refuses the client ID or its secret. Copy both anew."
                            : "The permission to read the source was withdrawn or has expired. Connect it anew.");
        }
        return other.judge(answer);
    }

    private String error(Answer answer) throws IOException {
        try {
            return String.valueOf(Tree.mapOrEmpty(Json.read(answer.bytes())).get(key));
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    @Override
    public int maxRetries() {
        return other.maxRetries();
    }

    @Override
    public Optional<Duration> pause(Answer answer, int attempt) {
        return other.pause(answer, attempt);
    }
}
