package dev.millrace.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.millrace.kernel.CertificateFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the login server has the realm, names the issuer that tokens will be held against, and knows the service. */
public final class LoginServerCheck implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    /** Whom tokens must be for; the services hold them against the same. */
    private static final String AUDIENCE = "millrace-api";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String realm;
    private final @Nullable String issuer;
    private final @Nullable Account account;

    /** A service's own account. */
    private record Account(String client, String secret, String tokenPath) {}

    private LoginServerCheck(String realm, @Nullable String issuer, @Nullable Account account) {
        this.realm = realm;
        this.issuer = issuer;
        this.account = account;
    }

    /** For a service that takes tokens, and calls others with its own. */
    public static Check forService(Settings settings) {
        return new LoginServerCheck(
                settings.get("quarkus.oidc.auth-server-url"),
                settings.get("quarkus.oidc.token.issuer"),
                account(settings));
    }

    /** For a service that only calls others. */
    public static Check forCaller(Settings settings) {
        return new LoginServerCheck(settings.get("quarkus.oidc-client.auth-server-url"), null, account(settings));
    }

    /** For the front door, which sends people there. */
    public static Check forPeople(Settings settings) {
        return new LoginServerCheck(settings.get("quarkus.oidc.auth-server-url"), null, null);
    }

    private static Account account(Settings settings) {
        return new Account(
                settings.get("quarkus.oidc-client.client-id"),
                settings.get("quarkus.oidc-client.credentials.secret"),
                settings.get("quarkus.oidc-client.token-path"));
    }

    @Override
    public String subject() {
        return "the login server at " + realm;
    }

    @Override
    public Optional<String> complaint() {
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> discovery = client.send(
                    HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration"))
                            .timeout(PATIENCE)
                            .build(),
                    BodyHandlers.ofString());
            if (discovery.statusCode() != OK) {
                return Optional.of("it answers %d for the realm; check the address, which ends with the realm's name."
                        .formatted(discovery.statusCode()));
            }
            JsonNode metadata = JSON.readTree(discovery.body());
            String named = metadata.path("issuer").asText();
            if (issuer != null && !issuer.equals(named)) {
                return Optional.of("it names the issuer %s, and MILLRACE_OIDC_ISSUER says %s; make them the same."
                        .formatted(named, issuer));
            }
            return account == null ? Optional.empty() : wrongAccount(client, account);
        } catch (JsonProcessingException e) {
            return Optional.of("what answers there is no OpenID provider.");
        } catch (IOException e) {
            return Optional.of("it can't be reached: %s.".formatted(CertificateFailure.sentence(e)));
        } catch (IllegalArgumentException e) {
            return Optional.of("that is no address: %s.".formatted(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("the check was interrupted.");
        }
    }

    /** Asked where services ask, below the realm: what the provider tells may be its public address. */
    private Optional<String> wrongAccount(HttpClient client, Account own) throws IOException, InterruptedException {
        String login = URLEncoder.encode(own.client(), StandardCharsets.UTF_8) + ":"
                + URLEncoder.encode(own.secret(), StandardCharsets.UTF_8);
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(realm + own.tokenPath()))
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                        .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            return Optional.of(
                    "it refuses the client %s (%s): make the client with a service account, or correct its secret."
                            .formatted(own.client(), error(answer.body())));
        }
        return isForTheApi(JSON.readTree(answer.body()).path("access_token").asText())
                ? Optional.empty()
                : Optional.of("its tokens for %s lack the audience %s; add it with a mapper of the client."
                        .formatted(own.client(), AUDIENCE));
    }

    private static String error(String body) {
        try {
            return JSON.readTree(body).path("error").asText("no reason given");
        } catch (JsonProcessingException e) {
            return "no reason given";
        }
    }

    /** Of a token's second part. Who signed it is for those who take it. */
    private static boolean isForTheApi(String token) throws JsonProcessingException {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return true;
        }
        JsonNode audience = JSON.readTree(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8))
                .path("aud");
        if (audience.isArray()) {
            for (JsonNode one : audience) {
                if (AUDIENCE.equals(one.asText())) {
                    return true;
                }
            }
            return false;
        }
        return AUDIENCE.equals(audience.asText());
    }
}
