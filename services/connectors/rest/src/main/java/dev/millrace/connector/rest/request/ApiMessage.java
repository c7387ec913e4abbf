package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an API says when it refuses: most put it into a field of one of a few names. */
final class ApiMessage {

    private static final int MAX_LENGTH = 300;

    private static final List<String> NAMES = List.of(
            "message",
            "messages",
            "error",
            "errors",
            "failures",
            "failure",
            "detail",
            "details",
            "err",
            "error_message",
            "msg",
            "reason",
            "status_message",
            "error_description");

    private ApiMessage() {}

    /** The message; empty when there is none. */
    static String of(Answer answer) throws IOException {
        try {
            return find(Json.read(answer.bytes()));
        } catch (IOException e) {
            return answer.text();
        }
    }

    /** The message, cut to what a person reads. */
    static String brief(Answer answer) {
        try {
            String message = find(Json.read(answer.bytes()));
            return message.length() > MAX_LENGTH ? message.substring(0, MAX_LENGTH) + "…" : message;
        } catch (IOException e) {
            return "";
        }
    }

    private static String find(@Nullable Object body) {
        return switch (body) {
            case String text -> text;
            case List<?> list ->
                list.stream()
                        .map(ApiMessage::find)
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining(", "));
            case Map<?, ?> map ->
                NAMES.stream()
                        .filter(name -> map.get(name) != null)
                        .findFirst()
                        .map(name -> find(map.get(name)))
                        .orElse("");
            case null, default -> "";
        };
    }
}
