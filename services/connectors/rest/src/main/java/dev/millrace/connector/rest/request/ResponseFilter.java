package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Recognises an answer by its status, its words or a condition, and says what to do with it. */
final class ResponseFilter {

    private final List<String> statuses;
    private final Optional<Template> predicate;
    private final Optional<String> words;
    private final Optional<Verdict.Action> action;
    private final Optional<Verdict.Failure> failure;
    private final Optional<Template> message;

    ResponseFilter(Component component) {
        statuses = component.texts("http_codes");
        predicate = component.template("predicate", "");
        words = component.optionalText("error_message_contains").filter(text -> !text.isEmpty());
        action = component.optionalText("action").map(name -> Verdict.Action.valueOf(name.toUpperCase(Locale.ROOT)));
        failure = Verdict.Failure.of(component.optionalText("failure_type"));
        message = component.template("error_message", "");
    }

    Optional<Verdict> judge(Answer answer) throws IOException {
        boolean byStatus = statuses.contains(String.valueOf(answer.status()));
        Map<String, Object> seen = predicate.isPresent() ? seen(answer) : Map.of();
        boolean matches = byStatus
                || predicate.map(condition -> condition.holds(seen)).orElse(false)
                || (words.isPresent() && ApiMessage.of(answer).contains(words.get()));
        if (!matches) {
            return Optional.empty();
        }
        Verdict usual = Verdict.ofStatus(answer.status());
        Verdict.Action chosen =
                action.orElse(usual.action() == Verdict.Action.SUCCESS ? Verdict.Action.FAIL : usual.action());
        String said = message.isPresent() ? message.get().text(seen(answer)) : usual.message();
        return Optional.of(new Verdict(chosen, failure.orElse(usual.failure()), said));
    }

    private static Map<String, Object> seen(Answer answer) throws IOException {
        Map<String, Object> seen = new HashMap<>();
        Object body;
        try {
            body = Json.read(answer.bytes());
        } catch (IOException e) {
            body = Map.of();
        }
        seen.put("response", body == null ? Map.of() : body);
        seen.put("headers", answer.headers());
        return seen;
    }
}
