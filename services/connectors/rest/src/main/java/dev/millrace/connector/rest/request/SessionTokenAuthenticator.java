package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Decoder;
import dev.millrace.connector.rest.expression.IsoDuration;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Logs in by a request of its own and shows the token of its answer from then on. */
final class SessionTokenAuthenticator implements Authenticator {

    private final Requester login;
    private final Decoder decoder;
    private final List<String> tokenPath;
    private final Optional<IsoDuration> life;
    private final Optional<RequestOption> option;
    private final Template token;
    private final Web web;
    private @Nullable String session;
    private @Nullable Instant expiry;

    SessionTokenAuthenticator(Component component, Web web) {
        this.web = web;
        this.login = Requester.of(component.requiredChild("login_requester"), web);
        this.decoder = Decoder.of(component.child("decoder"));
        this.tokenPath = component.texts("session_token_path");
        this.life = component.duration("expiration_duration");
        Component use = component.requiredChild("request_authentication");
        this.option = use.map("inject_into", RequestOption::of);
        this.token = use.template(use.optionalText("api_token").orElse("{{ session_token }}"));
    }

    @Override
    public synchronized void sign(RequestParts parts) {
        String current = session;
        if (current == null || (expiry != null && !web.clock().instant().isBefore(expiry))) {
            current = logIn();
        }
        if (option.isPresent()) {
            option.get().put(parts, token.text(Map.of("session_token", current)));
        } else {
            parts.headers().put("Authorization", "Bearer " + current);
        }
    }

    private String logIn() {
        try (Outcome outcome = login.send(Moment.first(Map.of()), new RequestParts(), null)) {
            Object found = Authenticator.get(decoder.first(outcome.answer()), tokenPath);
            if (found == null) {
                throw new MillraceException(
                        ErrorCode.SOURCE_LOGIN_REFUSED,
                        "The API answered the login without a session token. Check the credentials of the source.");
            }
            String current = found.toString();
            session = current;
            expiry = life.map(duration -> duration.after(web.clock().instant().atOffset(ZoneOffset.UTC))
                            .toInstant())
                    .orElse(null);
            return current;
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_INTERRUPTED, "The answer to the login broke off. It is tried again.", e);
        }
    }

    @Override
    public synchronized boolean renew() {
        session = null;
        return true;
    }
}
