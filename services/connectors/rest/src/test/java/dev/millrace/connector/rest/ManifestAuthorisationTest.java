package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.millrace.connector.rest.manifest.Manifest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ManifestAuthorisationTest {

    private static final String BEGIN = """
            version: 6.0.0
            type: DeclarativeSource
            check: {type: CheckStream, stream_names: [users]}
            streams:
              - name: users
                retriever:
                  requester: {url_base: "https://api.example.com"}
                  record_selector: {extractor: {field_path: []}}
            """;

    private static Map<String, Object> of(String more) {
        return ManifestAuthorisation.of(Manifest.parse(BEGIN + more)).orElse(Map.of());
    }

    @Test
    void theTileSaysHowAPermissionIsAskedFor() {
        assertThat(of("""
                metadata:
                  authorisation:
                    authorize_url: https://login.example.com/authorize
                    token_url: https://login.example.com/token
                    scopes: [read, offline]
                    client_authentication: basic
                    lasts_days: 100
                    fields: {client_id: id, client_secret: secret, refresh_token: token}
                """))
                .isEqualTo(Map.of(
                        "authorizeUrl",
                        "https://login.example.com/authorize",
                        "tokenUrl",
                        "https://login.example.com/token",
                        "scopes",
                        List.of("read", "offline"),
                        "parameters",
                        Map.of(),
                        "basic",
                        true,
                        "lastsDays",
                        100L,
                        "fields",
                        Map.of("clientId", "id", "clientSecret", "secret", "refreshToken", "token")));
    }

    @Test
    void soDoesTheSpecificationOfTheFormat() {
        assertThat(of(specification("https://login.example.com/authorize", "[token]")))
                .isEqualTo(Map.of(
                        "authorizeUrl",
                        "https://login.example.com/authorize",
                        "tokenUrl",
                        "https://login.example.com/token",
                        "scopes",
                        List.of("read", "write"),
                        "parameters",
                        Map.of("access_type", "offline"),
                        "basic",
                        false,
                        "fields",
                        Map.of("clientId", "id", "clientSecret", "secret", "refreshToken", "token")));
    }

    @Test
    void whatHasTemplatesOrNoPlainFieldIsFilledInByHand() {
        assertThat(of(specification("https://{{ subdomain }}.example.com/authorize", "[token]")))
                .isEmpty();
        assertThat(of(specification("https://login.example.com/authorize", "[credentials, token]")))
                .isEmpty();
        assertThat(of("spec: {connection_specification: {}}")).isEmpty();
    }

    private static String specification(String authorize, String path) {
        return """
                spec:
                  connection_specification: {}
                  advanced_auth:
                    auth_flow_type: oauth2.0
                    oauth_config_specification:
                      oauth_connector_input_specification:
                        consent_url: "%s?response_type=code&access_type=offline&{{ client_id_param }}&{{ state_param }}"
                        access_token_url: https://login.example.com/token
                        scope: read write
                      complete_oauth_server_output_specification:
                        properties:
                          client_id: {path_in_connector_config: [id]}
                          client_secret: {path_in_connector_config: [secret]}
                      complete_oauth_output_specification:
                        properties:
                          refresh_token: {path_in_connector_config: %s}
                """.formatted(authorize, path);
    }
}
