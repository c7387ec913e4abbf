package dev.millrace.console.session;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.OidcRedirectFilter;
import io.quarkus.oidc.Redirect;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends people who come by way of {@code /signup} to the registration form (prompt=create: OpenID Initiating Registration). */
@ApplicationScoped
@Unremovable
@Redirect(Redirect.Location.OIDC_AUTHORIZATION)
class SignUpPrompt implements OidcRedirectFilter {

    static final String PATH = "signup";

    @Override
    public void filter(OidcRedirectContext redirect) {
        if (redirect.routingContext().normalizedPath().equals("/" + PATH)) {
            redirect.additionalQueryParams().set("prompt", "create");
        }
    }
}
