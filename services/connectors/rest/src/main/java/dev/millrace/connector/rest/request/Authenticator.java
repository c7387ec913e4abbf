package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds to a request what shows who asks. */
interface Authenticator {

    /** Puts the token where it belongs, after getting one when there is none that is still good. */
    void sign(RequestParts parts);

    /** Headers that depend on what the request is; the same for all, where nothing is said. */
    default Map<String, String> sign(Request request) {
        return Map.of();
    }

    /** Learns from an answer; whether the request may be sent again at once, with another token. */
    default boolean learn(Request request, Answer answer) {
        return false;
    }

    /** Adds nothing, and has nothing to renew. */
    Authenticator NONE = parts -> {};

    /** Gets a new token because the API refused the old one; whether there is one. */
    default boolean renew() {
        return false;
    }

    /** The authenticator that a component describes, of requests below an address; one that adds nothing where there is none. */
    static Authenticator of(Optional<Component> component, Web web, Template base) {
        return component.map(described -> of(described, web, base)).orElse(NONE);
    }

    private static Authenticator of(Component component, Web web, Template base) {
        return switch (component.type()) {
            case "ApiKeyAuthenticator" -> apiKey(component);
            case "BearerAuthenticator" -> {
                Template token = component.requiredTemplate("api_token");
                yield parts -> parts.headers().put("Authorization", "Bearer " + token.text(Map.of()));
            }
            case "BasicHttpAuthenticator" -> basic(component);
            case "OAuthAuthenticator" -> new OAuthAuthenticator(component, web);
            case "SessionTokenAuthenticator" -> new SessionTokenAuthenticator(component, web);
            case "LegacySessionTokenAuthenticator" -> new LegacySessionTokenAuthenticator(component, web, base);
            case "JwtAuthenticator" -> new JwtAuthenticator(component, web.clock());
            case "SelectiveAuthenticator" -> selective(component, web, base);
            case "RateLimitedMultipleTokenAuthenticator" -> new RotatingTokens(component, web);
            case "NoAuth" -> NONE;
            default ->
                throw new MillraceException(
                        ErrorCode.INVALID_CONFIGURATION,
                        component.place() + " is a " + component.type()
                                + ", which Millrace does not know. Use another authenticator.");
        };
    }

    private static Authenticator apiKey(Component component) {
        Template token = component.template(component.optionalText("api_token").orElse(""));
        Optional<RequestOption> option = component.map("inject_into", RequestOption::of);
        Optional<Template> header = component.template("header", "");
        return parts -> {
            if (option.isPresent()) {
                option.get().put(parts, token.text(Map.of()));
            } else {
                header.ifPresent(name -> parts.headers().put(name.text(Map.of()), token.text(Map.of())));
            }
        };
    }

    private static Authenticator basic(Component component) {
        Template username =
                component.template(component.optionalText("username").orElse(""));
        Template password =
                component.template(component.optionalText("password").orElse(""));
        return parts -> {
            String pair = username.text(Map.of()) + ":" + password.text(Map.of());
            parts.headers()
                    .put(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        };
    }

    private static Authenticator selective(Component component, Web web, Template base) {
        Object chosen = component.settings().config();
        for (Template step : component.templates("authenticator_selection_path")) {
            chosen = Tree.mapOrEmpty(chosen).get(step.text(Map.of()));
        }
        Map<String, Component> authenticators = component.named("authenticators");
        Component described = authenticators.get(String.valueOf(chosen));
        if (described == null) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The configuration has to choose one of these ways to log in: "
                            + String.join(", ", authenticators.keySet()) + ".");
        }
        return of(described, web, base);
    }

    /** Sets a value deep in a tree of maps, making those that are missing. */
    static void set(Map<String, Object> tree, List<String> path, Object value) {
        Map<String, Object> at = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            Object below = at.get(step);
            Map<String, Object> next = below instanceof Map<?, ?> map ? Tree.asMap(map) : new LinkedHashMap<>();
            at.put(step, next);
            at = next;
        }
        at.put(path.getLast(), value);
    }

    /** A value deep in a tree of maps. */
    static @Nullable Object get(@Nullable Object tree, List<String> path) {
        Object at = tree;
        for (String step : path) {
            at = Tree.mapOrEmpty(at).get(step);
        }
        return at;
    }
}
