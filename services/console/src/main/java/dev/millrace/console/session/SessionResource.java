package dev.millrace.console.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.millrace.console.PlainPage;
import dev.millrace.console.Problem;
import dev.millrace.kernel.ErrorCode;
import io.quarkus.security.Authenticated;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.CacheControl;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** A browser's session: who is logged in, and the ways in. The way out, {@code /logout}, is OIDC's own. */
@Path("/")
public class SessionResource {

    private static final PlainPage LOGIN_FAILED = new PlainPage(
            "Logging in did not work",
            "<p>The login server’s answer could not be used. Nothing is lost.</p>"
                    + "<p><a href=\"/login\">Log in again</a>. If it happens again, tell whoever runs this Millrace.</p>",
            false);

    private final CurrentIdentityAssociation identities;

    SessionResource(CurrentIdentityAssociation identities) {
        this.identities = identities;
    }

    /** Who is logged in. Nobody is an answer, too: it never asks for a login. */
    @GET
    @Path("session")
    @PermitAll
    @Produces(MediaType.APPLICATION_JSON)
    public Uni<Response> session() {
        return identities
                .getDeferredIdentity()
                .map(identity -> answer(Response.ok(SessionState.of(identity))))
                .onFailure()
                .recoverWithItem(SessionResource::withoutIdentity);
    }

    /** Logs in, then goes to a page of ours. */
    @GET
    @Path("login")
    @Authenticated
    public Response login(@QueryParam("returnTo") @Nullable String returnTo) {
        return Response.seeOther(ReturnPath.of(returnTo).toUri()).build();
    }

    /** As {@link #login}, by way of the registration form: {@link SignUpPrompt} asks for it. */
    @GET
    @Path(SignUpPrompt.PATH)
    @Authenticated
    public Response signUp(@QueryParam("returnTo") @Nullable String returnTo) {
        return login(returnTo);
    }

    /**
     * A login that came back and can't be taken: the login server says that it failed, or its tokens are not good, as where the clocks
     * of the two differ; quarkus-oidc logs which. To send people there again by itself could go round for ever.
     */
    @ServerExceptionMapper(AuthenticationCompletionException.class)
    public Response loginFailed() {
        return answer(Response.status(ErrorCode.NOT_AUTHENTICATED.httpStatus())
                .type(PlainPage.MEDIA_TYPE)
                .entity(LOGIN_FAILED.html()));
    }

    private static Response withoutIdentity(Throwable failure) {
        Problem problem = Callers.problemOf(failure);
        if (problem.code() == ErrorCode.NOT_AUTHENTICATED) {
            return answer(Response.ok(SessionState.NOBODY));
        }
        return answer(Response.status(problem.code().httpStatus())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.json().encode()));
    }

    private static Response answer(Response.ResponseBuilder builder) {
        CacheControl never = new CacheControl();
        never.setNoStore(true);
        return builder.cacheControl(never).build();
    }

    /** The answer of {@code /session}. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record SessionState(
            boolean authenticated,
            @Nullable String name,
            @Nullable String email) {

        static final SessionState NOBODY = new SessionState(false, null, null);

        static SessionState of(SecurityIdentity identity) {
            if (identity.isAnonymous() || !(identity.getPrincipal() instanceof JsonWebToken token)) {
                return NOBODY;
            }
            return new SessionState(true, token.getClaim("name"), token.getClaim("email"));
        }
    }

    /** A path on this site to go to after a login; anything else becomes the start page. */
    record ReturnPath(String path) {

        static ReturnPath of(@Nullable String asked) {
            return new ReturnPath(asked != null && isOwn(asked) ? asked : "/");
        }

        private static boolean isOwn(String path) {
            return path.startsWith("/")
                    && !path.startsWith("//")
                    && path.chars().noneMatch(character -> character == '\\' || character < ' ');
        }

        URI toUri() {
            try {
                return URI.create(path);
            } catch (IllegalArgumentException ignored) {
                return URI.create("/");
            }
        }
    }
}
