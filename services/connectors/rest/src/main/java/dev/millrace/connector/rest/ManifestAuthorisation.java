package dev.millrace.connector.rest;

import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a person gives an API's permission in the browser, as the form's schema has it under {@code authorisation}: from the manifest's
 * {@code metadata.authorisation}, or the {@code OAuthConfigSpecification} of its spec as far as its addresses and fields are plain.
 */
final class ManifestAuthorisation {

    private static final String TEMPLATE = "{{";

    private ManifestAuthorisation() {}

    static Optional<Map<String, Object>> of(Manifest manifest) {
        Map<String, Object> own =
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("metadata")).get("authorisation"));
        if (!own.isEmpty()) {
            return Optional.of(own(own));
        }
        Map<String, Object> advanced =
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("spec")).get("advanced_auth"));
        return ofFormat(Tree.mapOrEmpty(advanced.get("oauth_config_specification")));
    }

    private static Map<String, Object> own(Map<String, Object> written) {
        Map<String, Object> fields = Tree.mapOrEmpty(written.get("fields"));
        return schema(
                String.valueOf(written.get("authorize_url")),
                String.valueOf(written.get("token_url")),
                Tree.listOf(written.get("scopes")),
                Tree.mapOrEmpty(written.get("parameters")),
                "basic".equals(written.get("client_authentication")),
                written.get("lasts_days"),
                fields.get("client_id"),
                fields.get("client_secret"),
                fields.get("refresh_token"),
                fields.get("access_token"));
    }

    private static Optional<Map<String, Object>> ofFormat(Map<String, Object> specification) {
        Map<String, Object> input = Tree.mapOrEmpty(specification.get("oauth_connector_input_specification"));
        String consent = String.valueOf(input.getOrDefault("consent_url", ""));
        String token = String.valueOf(input.getOrDefault("access_token_url", ""));
        int query = consent.indexOf('?');
        String authorize = query < 0 ? consent : consent.substring(0, query);
        Map<String, Object> server = properties(specification, "complete_oauth_server_output_specification");
        Map<String, Object> given = properties(specification, "complete_oauth_output_specification");
        Optional<String> clientId = field(server, "client_id");
        boolean plain = authorize.startsWith("https://") && token.startsWith("https://");
        boolean keepsTokens = field(given, "refresh_token").isPresent()
                || field(given, "access_token").isPresent();
        if (!plain || authorize.contains(TEMPLATE) || token.contains(TEMPLATE) || clientId.isEmpty() || !keepsTokens) {
            return Optional.empty();
        }
        List<Object> scopes = input.get("scope") instanceof String scope
                ? List.copyOf(List.of(scope.split("[ ,]+")))
                : Tree.listOf(input.get("scopes")).stream()
                        .map(scope -> Tree.mapOrEmpty(scope).getOrDefault("scope", scope))
                        .toList();
        return Optional.of(schema(
                authorize,
                token,
                scopes,
                parameters(query < 0 ? "" : consent.substring(query + 1)),
                !Tree.mapOrEmpty(input.get("access_token_headers")).isEmpty(),
                null,
                clientId.get(),
                field(server, "client_secret").orElse(null),
                field(given, "refresh_token").orElse(null),
                field(given, "access_token").orElse(null)));
    }

    private static Map<String, Object> properties(Map<String, Object> specification, String name) {
        return Tree.mapOrEmpty(Tree.mapOrEmpty(specification.get(name)).get("properties"));
    }

    /** The field of the form that a value goes to; one within an object is none. */
    private static Optional<String> field(Map<String, Object> properties, String name) {
        List<Object> path = Tree.listOf(Tree.mapOrEmpty(properties.get(name)).get("path_in_connector_config"));
        return path.size() == 1 ? Optional.of(String.valueOf(path.getFirst())) : Optional.empty();
    }

    /** What the address of the question asks beside what every such question does. */
    private static Map<String, Object> parameters(String query) {
        Map<String, Object> parameters = new LinkedHashMap<>();
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0 && !parameter.contains(TEMPLATE) && !parameter.startsWith("response_type=")) {
                parameters.put(parameter.substring(0, equals), parameter.substring(equals + 1));
            }
        }
        return parameters;
    }

    private static Map<String, Object> schema(
            String authorizeUrl,
            String tokenUrl,
            List<Object> scopes,
            Map<String, Object> parameters,
            boolean basic,
            @Nullable Object lastsDays,
            @Nullable Object clientId,
            @Nullable Object clientSecret,
            @Nullable Object refreshToken,
            @Nullable Object accessToken) {
        Map<String, Object> fields = new LinkedHashMap<>();
        putIfThere(fields, "clientId", clientId);
        putIfThere(fields, "clientSecret", clientSecret);
        putIfThere(fields, "refreshToken", refreshToken);
        putIfThere(fields, "accessToken", accessToken);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("authorizeUrl", authorizeUrl);
        schema.put("tokenUrl", tokenUrl);
        schema.put("scopes", scopes);
        schema.put("parameters", parameters);
        schema.put("basic", basic);
        putIfThere(schema, "lastsDays", lastsDays);
        schema.put("fields", fields);
        return schema;
    }

    private static void putIfThere(Map<String, Object> map, String name, @Nullable Object value) {
        if (value != null) {
            map.put(name, value);
        }
    }
}
