package dev.millrace.connector.authorisations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.millrace.events.MillraceJson;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import dev.millrace.work.ConnectorDescriptor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connector's login server is asked, from the {@code authorisation} of its form's schema.
 *
 * @param authorizeUrl that the browser is sent to
 * @param tokenUrl that a worker asks for tokens
 * @param parameters of the question beside the usual ones
 * @param basic whether the client's id and secret go into a header instead of the body
 * @param lastsDays how long a permission holds from its last use on, where the login server does not say; null where it does not end
 */
@RegisterForReflection(registerFullHierarchy = true)
record AuthorisationTerms(
        String authorizeUrl,
        String tokenUrl,
        List<String> scopes,
        Map<String, String> parameters,
        boolean basic,
        @Nullable Integer lastsDays,
        Fields fields) {

    /** The fields of the form that hold what an authorisation needs and gives. */
    @RegisterForReflection(registerFullHierarchy = true)
    record Fields(
            String clientId,
            @Nullable String clientSecret,
            @Nullable String refreshToken,
            @Nullable String accessToken) {}

    AuthorisationTerms {
        scopes = scopes == null ? List.of() : List.copyOf(scopes);
        parameters = parameters == null ? Map.of() : Map.copyOf(parameters);
    }

    /** Those of a connector, where a permission can be given in the browser. */
    static Optional<AuthorisationTerms> of(ConnectorDescriptor connector) {
        JsonNode written = connector.configurationSchema().path("authorisation");
        if (!written.isObject()) {
            return Optional.empty();
        }
        try {
            AuthorisationTerms terms = MillraceJson.mapper().treeToValue(written, AuthorisationTerms.class);
            // The browser is sent there: an address of another kind could be a script.
            if (written.path("fields").hasNonNull("clientId")
                    && terms.authorizeUrl().matches("https?://\\S+")) {
                return Optional.of(terms);
            }
        } catch (JsonProcessingException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    connector.title() + " does not say how its permission is asked for. Fill in the form instead.",
                    e);
        }
        throw new MillraceException(
                ErrorCode.INVALID_CONFIGURATION,
                connector.title()
                        + " asks for its permission at no address of the web, or names no field for the client ID. Correct its manifest.");
    }
}
