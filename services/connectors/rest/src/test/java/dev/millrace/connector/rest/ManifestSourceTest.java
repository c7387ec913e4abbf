package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A manifest that somebody brings along. */
class ManifestSourceTest {

    private final List<String> logged = new ArrayList<>();
    private final SourceLog log = new SourceLog() {
        @Override
        public void info(String message) {
            logged.add(message);
        }

        @Override
        public void warn(String message) {
            logged.add(message);
        }
    };

    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

    private final List<String> kept = new ArrayList<>();
    private final CredentialKeeper keeper = new CredentialKeeper() {
        @Override
        public void requireTurn() {
            // It has it.
        }

        @Override
        public void keep(List<Change> changes) {
            changes.forEach(change -> kept.add(change.field() + ": " + change.previous() + " -> " + change.value()));
        }
    };

    private final LocalApi api = new LocalApi(exchange -> LocalApi.Reply.json(
            exchange.getRequestURI().getPath().equals("/token")
                    ? "{\"access_token\": \"a\", \"refresh_token\": \"second\"}"
                    : "[{\"id\": 1}]"));

    @AfterEach
    void stop() {
        api.close();
    }

    private SourceSession open(String manifest, String settings) {
        return new ManifestSource()
                .open(new SourceContext(
                        Json.write(Map.of("manifest", manifest, "settings", settings)),
                        new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                        upload -> Path.of("none"),
                        Path.of("."),
                        InstantSource.fixed(NOW),
                        log,
                        keeper));
    }

    private String manifest(String authenticator) {
        return """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [users]}
                spec: {connection_specification: {required: [token], properties: {token: {type: string, airbyte_secret: true}}}}
                streams:
                  - name: users
                    retriever:
                      requester:
                        url_base: "%s"
                        path: /users
                        authenticator: %s
                      record_selector: {extractor: {field_path: []}}
                """.formatted(api.address(), authenticator.formatted(api.address()));
    }

    @Test
    void theManifestSaysWhichStreamsThereAre() {
        try (SourceSession session = open(
                manifest("{type: BearerAuthenticator, api_token: \"{{ config['token'] }}\"}"), "{\"token\": \"x\"}")) {
            assertThat(session.discover().streams().getFirst().name()).isEqualTo("users");
        }
    }

    @Test
    void theLogOfTheRunTellsWhatWasRequestedWithoutSecrets() {
        String key = "{type: ApiKeyAuthenticator, api_token: \"{{ config['token'] }}\","
                + " inject_into: {inject_into: request_parameter, field_name: key}}";
        try (SourceSession session = open(manifest(key), "{\"token\": \"s3cret\"}")) {
            session.check();
        }

        assertThat(logged).containsExactly("GET " + api.address() + "/users answered 200 after 0 ms.");
        assertThat(api.asked()).containsExactly("GET /users?key=s3cret");
    }

    @Test
    void aRenewedTokenReplacesTheSettingsAsAWhole() {
        String oauth =
                "{type: OAuthAuthenticator, token_refresh_endpoint: \"%s/token\", client_id: me, client_secret: you,"
                        + " refresh_token: \"{{ config['token'] }}\", refresh_token_updater: {refresh_token_config_path: [token],"
                        + " access_token_config_path: [access], token_expiry_date_config_path: [expiry]}}";
        try (SourceSession session = open(manifest(oauth), "{\"token\": \"first\"}")) {
            session.check();
        }

        assertThat(kept)
                .containsExactly("settings: \"{\\\"token\\\": \\\"first\\\"}\" -> \"{\\\"token\\\":\\\"second\\\"}\"");
    }

    @Test
    void whatIsWrongIsNamedWithItsLine() {
        String wrong = manifest("{type: CustomAuthenticator, class_name: source_x.Auth}");

        assertThatThrownBy(() -> open(wrong, "{\"token\": \"x\"}"))
                .hasMessageContaining(
                        "streams[0].retriever.requester.authenticator (line 11) needs the Python class source_x.Auth");
        assertThatThrownBy(() -> open("type: [", "{}")).hasMessageContaining("The manifest is no YAML: line 1");
    }

    @Test
    void settingsThatAreNoJsonOrLackAFieldAreExplained() {
        String manifest = manifest("{type: NoAuth}");

        assertThatThrownBy(() -> open(manifest, "token"))
                .hasMessage("The settings are no JSON object. Write them like {\"api_key\": \"…\"}.");
        assertThatThrownBy(() -> open(manifest, "[]"))
                .hasMessage("The settings are no JSON object. Write them like {\"api_key\": \"…\"}.");
        assertThatThrownBy(() -> open(manifest, "{}")).hasMessage("The configuration lacks token. Fill it in.");
    }
}
