package dev.millrace.connector.rest.request;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.expression.DateFormats;
import dev.millrace.connector.rest.http.Answer;
import dev.millrace.connector.rest.http.Request;
import dev.millrace.connector.rest.http.Urls;
import dev.millrace.connector.rest.http.Web;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Template;
import dev.millrace.connector.rest.manifest.TemplateTree;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 2.0 (RFC 6749): trades a refresh token or the client's own credentials for an access token. Where the refresh
 * token is good for one use, the new one is written into the configuration.
 */
final class OAuthAuthenticator implements Authenticator {

    /** Where the token endpoint does not say how long a token is good (RFC 6749, section 5.1, leaves it open). */
    private static final Duration USUAL_LIFE = Duration.ofHours(1);

    private final Component component;
    private final Web web;
    private final Sender sender;
    private final Map<String, Object> config;
    private final Optional<Component> updater;
    private final Optional<TemplateTree> extraBody;
    private final Optional<TemplateTree> extraHeaders;
    private @Nullable String accessToken;
    private @Nullable Instant expiry;

    OAuthAuthenticator(Component component, Web web) {
        this.component = component;
        this.web = web;
        this.sender = new Sender(web, new RefusedRefresh(component, ErrorHandler.of(Optional.empty(), web.clock())));
        this.config = component.settings().config();
        this.updater = component.child("refresh_token_updater");
        this.extraBody = component.tree("refresh_request_body");
        this.extraHeaders = component.tree("refresh_request_headers");
        accessToken = text("access_token_value").orElse(null);
        expiry = time(text("token_expiry_date").orElse(null));
    }

    /** Others who use the same configuration may have got a newer token. */
    private void recall() {
        if (updater.isPresent()) {
            Object token = Authenticator.get(config, configPath("access_token_config_path", "access_token"));
            accessToken = token == null || token.equals("") ? null : token.toString();
            expiry = time(Authenticator.get(config, configPath("token_expiry_date_config_path", "token_expiry_date")));
        }
    }

    /** All that share a configuration share its refresh token, which one of them uses up. */
    private Object turn() {
        return updater.isPresent() ? config : this;
    }

    @Override
    public void sign(RequestParts parts) {
        synchronized (turn()) {
            signInTurn(parts);
        }
    }

    private void signInTurn(RequestParts parts) {
        recall();
        boolean renewable = component.has("token_refresh_endpoint");
        if (renewable
                && (accessToken == null
                        || expiry == null
                        || !web.clock().instant().isBefore(expiry))) {
            renew();
        }
        parts.headers().put("Authorization", "Bearer " + accessToken);
    }

    @Override
    public boolean renew() {
        synchronized (turn()) {
            return renewInTurn();
        }
    }

    private boolean renewInTurn() {
        Optional<Template> endpoint = component.template("token_refresh_endpoint", "");
        if (endpoint.isEmpty()) {
            return false;
        }
        updater.ifPresent(given -> web.renewal().begin());
        try (Answer answer = sender.send(() -> request(endpoint.get().text(Map.of())), Authenticator.NONE)
                .answer()) {
            take(Json.read(answer.bytes()));
            updater.ifPresent(given -> web.renewal().end(config));
        } catch (IOException e) {
            throw new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    "The login server of the API did not answer with a token. Connect the source anew.",
                    e);
        }
        return true;
    }

    private Request request(String endpoint) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(named("grant_type_name", "grant_type"), text("grant_type").orElse("refresh_token"));
        if (component.flag("use_profile_assertion", false)) {
            component
                    .child("profile_assertion")
                    .ifPresent(jwt -> body.put("assertion", new JwtAuthenticator(jwt, web.clock()).token()));
        } else {
            text("client_id").ifPresent(id -> body.put(named("client_id_name", "client_id"), id));
            text("client_secret").ifPresent(secret -> body.put(named("client_secret_name", "client_secret"), secret));
            refreshToken().ifPresent(token -> body.put(named("refresh_token_name", "refresh_token"), token));
        }
        List<String> scopes = component.templates("scopes").stream()
                .map(scope -> scope.text(Map.of()))
                .toList();
        if (!scopes.isEmpty()) {
            body.put("scopes", scopes);
        }
        extraBody.ifPresent(tree -> Tree.mapOrEmpty(tree.value(Map.of())).forEach(body::putIfAbsent));
        Map<String, String> headers = new LinkedHashMap<>();
        extraHeaders.ifPresent(tree ->
                Tree.mapOrEmpty(tree.value(Map.of())).forEach((name, value) -> headers.put(name, Urls.text(value))));
        if (component.flag("send_refresh_request_as_query_params", false)) {
            return new Request("POST", Urls.with(endpoint, body), headers, null);
        }
        boolean json = headers.values().stream().anyMatch("application/json"::equalsIgnoreCase);
        if (!json) {
            headers.put("Content-Type", "application/x-www-form-urlencoded");
        }
        return new Request("POST", endpoint, headers, json ? Json.write(body) : Urls.form(body));
    }

    private Optional<String> refreshToken() {
        if (updater.isPresent()) {
            Object token = Authenticator.get(config, configPath("refresh_token_config_path", "refresh_token"));
            if (token != null) {
                return Optional.of(token.toString());
            }
        }
        return text("refresh_token");
    }

    private void take(@Nullable Object answer) {
        Object token = find(answer, text("access_token_name").orElse("access_token"));
        if (token == null) {
            throw new MillraceException(
                    ErrorCode.SOURCE_LOGIN_REFUSED,
                    "The login server of the API answered without a token. Connect the source anew.");
        }
        accessToken = token.toString();
        Object lifetime = find(answer, text("expires_in_name").orElse("expires_in"));
        expiry = expiry(lifetime);
        updater.ifPresent(described -> {
            Object refresh =
                    find(answer, described.optionalText("refresh_token_name").orElse("refresh_token"));
            Authenticator.set(config, configPath("access_token_config_path", "access_token"), token);
            if (refresh != null) {
                Authenticator.set(config, configPath("refresh_token_config_path", "refresh_token"), refresh);
            }
            Authenticator.set(
                    config, configPath("token_expiry_date_config_path", "token_expiry_date"), String.valueOf(expiry));
        });
    }

    private Instant expiry(@Nullable Object lifetime) {
        Optional<String> format = component.optionalText("token_expiry_date_format");
        if (lifetime == null) {
            return web.clock().instant().plus(USUAL_LIFE);
        }
        if (format.isPresent() && !(lifetime instanceof Number)) {
            try {
                return DateFormats.parse(lifetime, format.get()).toInstant();
            } catch (IllegalArgumentException e) {
                // Servers rarely write times in another form than ISO 8601, whatever the manifest says.
            }
        }
        try {
            return web.clock().instant().plusMillis((long) (Double.parseDouble(lifetime.toString()) * 1000));
        } catch (NumberFormatException e) {
            Instant time = time(lifetime);
            return time == null ? web.clock().instant().plus(USUAL_LIFE) : time;
        }
    }

    /** Some servers wrap their answer in another object. */
    private static @Nullable Object find(@Nullable Object answer, String name) {
        Map<String, Object> map = Tree.mapOrEmpty(answer);
        if (map.get(name) != null) {
            return map.get(name);
        }
        for (Object value : map.values()) {
            Object found = value instanceof Map<?, ?> ? find(value, name) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<String> configPath(String field, String otherwise) {
        List<String> path = updater.orElseThrow().texts(field);
        return path.isEmpty() ? List.of("credentials", otherwise) : path;
    }

    private String named(String field, String otherwise) {
        return text(field).orElse(otherwise);
    }

    private Optional<String> text(String field) {
        return component
                .template(field, "")
                .map(template -> template.value(Map.of()))
                .map(Urls::text)
                .filter(text -> !text.isEmpty());
    }

    private static @Nullable Instant time(@Nullable Object value) {
        if (value == null || value.equals("")) {
            return null;
        }
        String text = value.toString();
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            try {
                return LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            } catch (DateTimeParseException again) {
                return null;
            }
        }
    }
}
