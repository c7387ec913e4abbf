package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A session token that the person gives, or that a user name and a password are good for. */
final class LegacySessionTokenAuthenticator implements Authenticator {

    private final Component component;
    private final Web web;
    private final Template base;
    private final Sender sender;
    private @Nullable String session;

    LegacySessionTokenAuthenticator(Component component, Web web, Template base) {
        this.component = component;
        this.web = web;
        this.base = base;
        this.sender = new Sender(web, ErrorHandler.of(Optional.empty(), web.clock()));
    }

    @Override
    public synchronized void sign(RequestParts parts) {
        String current = session;
        if (current == null) {
            current = text("session_token").filter(this::isValid).orElseGet(this::logIn);
            session = current;
        }
        parts.headers().put(text("header").orElse("X-Session"), current);
    }

    private boolean isValid(String token) {
        String url = Urls.join(base.text(Map.of()), text("validate_session_url").orElse(""));
        Request request = new Request("GET", url, Map.of(text("header").orElse("X-Session"), token), null);
        try {
            return web.exchange().send(request).ok();
        } catch (IOException e) {
            return false;
        }
    }

    private String logIn() {
        Map<String, Object> credentials = new LinkedHashMap<>();
        credentials.put("username", text("username").orElse(""));
        credentials.put("password", text("password").orElse(""));
        String url = Urls.join(base.text(Map.of()), text("login_url").orElse(""));
        Request request = new Request("POST", url, Map.of("Content-Type", "application/json"), Json.write(credentials));
        try (Outcome outcome = sender.send(() -> request, Authenticator.NONE)) {
            Object token = Tree.mapOrEmpty(Json.read(outcome.answer().bytes()))
                    .get(text("session_token_response_key").orElse("id"));
            if (token != null) {
                return token.toString();
            }
        } catch (IOException e) {
            // Named below, as an answer without a token is.
        }
        throw new MillraceException(
                ErrorCode.SOURCE_LOGIN_REFUSED,
                "The API answered the login without a session token. Check the user name and the password.");
    }

    private Optional<String> text(String field) {
        return component
                .template(field, "")
                .map(template -> template.text(Map.of()))
                .filter(text -> !text.isEmpty());
    }
}
