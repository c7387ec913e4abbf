package dev.millrace.platform.tenancy;

import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Who makes the current request. */
@RequestScoped
public class Callers {

    private final SecurityIdentity identity;
    private final LoginConfiguration login;

    Callers(SecurityIdentity identity, LoginConfiguration login) {
        this.identity = identity;
        this.login = login;
    }

    /** The caller: a person's token, or an API key that was found good. */
    public Caller current() {
        Caller.KeyHolder key = identity.getAttribute(ApiKeyMechanism.KEY);
        if (key != null) {
            return key;
        }
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return person(token);
        }
        throw new MillraceException(ErrorCode.NOT_AUTHENTICATED, "Log in to do this.");
    }

    /** The person who calls; a program with an API key is refused. */
    public Caller.Person person() {
        return switch (current()) {
            case Caller.Person person -> person;
            case Caller.KeyHolder key ->
                throw new MillraceException(
                        ErrorCode.NOT_ALLOWED, "This is for people: log in instead of using an API key.");
        };
    }

    private Caller.Person person(JsonWebToken token) {
        String email =
                Optional.ofNullable(token.<String>getClaim(Claims.email.name())).orElse("");
        Object verified = token.getClaim(Claims.email_verified.name());
        boolean confirmed = login.confirmsEmails() || Boolean.parseBoolean(String.valueOf(verified));
        String name = Optional.ofNullable(token.<String>getClaim("name"))
                .filter(text -> !text.isBlank())
                .orElse(email);
        return new Caller.Person(token.getSubject(), email, confirmed, name);
    }
}
