package dev.millrace.connector.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import dev.millrace.connector.spi.AddressRange;
import dev.millrace.connector.spi.CredentialKeeper;
import dev.millrace.connector.spi.EgressGuard;
import dev.millrace.connector.spi.SourceContext;
import dev.millrace.connector.spi.SourceLog;
import dev.millrace.connector.spi.SourceSession;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Refresh tokens that are good for one use. */
class RotatedTokenTest {

    private static final SourceLog SILENT = new SourceLog() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
    };

    /** Notes what it is told, and fails when it is told to. */
    private final class Keeper implements CredentialKeeper {
        private boolean hasTurn = true;
        private boolean keeps = true;

        @Override
        public void requireTurn() {
            told.add("turn");
            if (!hasTurn) {
                throw new MillraceException(ErrorCode.FENCED, "Another attempt has taken over this run.");
            }
        }

        @Override
        public void keep(List<Change> changes) {
            changes.forEach(change -> told.add(change.field() + ": " + change.previous() + " -> " + change.value()));
            if (!keeps) {
                throw new MillraceException(ErrorCode.PLATFORM_UNAVAILABLE, "The control plane does not answer.");
            }
        }
    }

    private final Keeper keeper = new Keeper();
    private final List<String> told = new ArrayList<>();
    private String goodRefreshToken = "first";
    private int issued;

    private final LocalApi api = new LocalApi(this::reply);

    private synchronized LocalApi.Reply reply(HttpExchange exchange) {
        if (exchange.getRequestURI().getPath().equals("/token")) {
            String body = body(exchange);
            told.add("asked");
            if (!body.contains("refresh_token=" + goodRefreshToken)) {
                return new LocalApi.Reply(400, Map.of(), "{\"error\": \"invalid_grant\"}");
            }
            goodRefreshToken = "token" + ++issued;
            return LocalApi.Reply.json("{\"access_token\": \"access" + issued + "\", \"refresh_token\": \""
                    + goodRefreshToken + "\", \"expires_in\": 3600}");
        }
        told.add("read with " + exchange.getRequestHeaders().getFirst("Authorization"));
        return LocalApi.Reply.json("[{\"id\": 1}]");
    }

    private static String body(HttpExchange exchange) {
        try {
            return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private RestSource source() {
        return new RestSource("rotating", """
                version: 6.0.0
                type: DeclarativeSource
                check: {type: CheckStream, stream_names: [users, orders]}
                spec:
                  connection_specification:
                    required: [credentials]
                    properties:
                      credentials:
                        type: object
                        properties: {refresh_token: {type: string, airbyte_secret: true}}
                      start: {type: string}
                definitions:
                  requester: &requester
                    url_base: "%1$s"
                    path: /users
                    authenticator:
                      type: OAuthAuthenticator
                      token_refresh_endpoint: "%1$s/token"
                      client_id: me
                      client_secret: secret
                      refresh_token: "{{ config['credentials']['refresh_token'] }}"
                      refresh_token_updater: {}
                streams:
                  - {name: users, retriever: {requester: *requester, record_selector: {extractor: {field_path: []}}}}
                  - {name: orders, retriever: {requester: *requester, record_selector: {extractor: {field_path: []}}}}
                """.formatted(api.address()));
    }

    private void check(String credentials) {
        SourceContext context = new SourceContext(
                "{\"credentials\": " + credentials + "}",
                new EgressGuard(List.of(AddressRange.parse("127.0.0.0/8"))),
                upload -> Path.of("none"),
                Path.of("."),
                InstantSource.system(),
                SILENT,
                keeper);
        try (SourceSession session = source().open(context)) {
            session.check();
        }
    }

    @Test
    void aNewRefreshTokenIsKeptBeforeTheFirstRequestThatUsesItAndSharedByAllStreams() {
        check("\"{\\\"refresh_token\\\":\\\"first\\\"}\"");

        assertThat(told.get(0)).isEqualTo("turn");
        assertThat(told.get(1)).isEqualTo("asked");
        assertThat(told.get(2))
                .startsWith(
                        "credentials: \"{\\\"refresh_token\\\":\\\"first\\\"}\" -> \"{\\\"refresh_token\\\":\\\"token1\\\",")
                .contains("\\\"access_token\\\":\\\"access1\\\"");
        assertThat(told.subList(3, told.size()))
                .containsExactly("read with Bearer access1", "read with Bearer access1");
    }

    @Test
    void aSessionThatHasLostItsRunUsesNothingUp() {
        keeper.hasTurn = false;

        assertThatThrownBy(() -> check("\"{\\\"refresh_token\\\":\\\"first\\\"}\""))
                .hasMessage("Another attempt has taken over this run.");
        assertThat(told).containsExactly("turn");
        assertThat(goodRefreshToken).isEqualTo("first");
    }

    @Test
    void whatIsNotKeptIsNotUsed() {
        keeper.keeps = false;

        assertThatThrownBy(() -> check("\"{\\\"refresh_token\\\":\\\"first\\\"}\""))
                .hasMessage("The control plane does not answer.");
        assertThat(told).hasSize(3).noneMatch(line -> line.startsWith("read"));
    }

    @Test
    void onlyFieldsThatAnAuthenticatorWritesMayBeRenewed() {
        assertThat(source().spec().configurationSchema())
                .contains("\"credentials\":{")
                .containsOnlyOnce("\"renewable\":true");
    }
}
