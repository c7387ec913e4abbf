package dev.millrace.connector.rest;

import dev.millrace.connector.rest.answer.Json;
import dev.millrace.connector.rest.manifest.Manifest;
import dev.millrace.connector.rest.manifest.Tree;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a mask in the place of secrets: of what was filled into secret fields however it is written, of what answers give as tokens,
 * and of whatever has the name of a secret.
 */
final class Masks {

    static final String MASK = "•••";

    /** Shorter ones would mask parts of other words. */
    private static final int SHORTEST = 4;

    private static final Pattern SECRET_NAME = Pattern.compile(
            "(?i)(?!.*(page|next|cursor|limit|remaining|expires)).*(authorization|cookie|token|secret|api[-_]?key|passw|signature|credential|session|jwt).*");
    private static final Pattern PARAMETER = Pattern.compile("([^&=?]+)=([^&]*)");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][\\w-]{0,20}) \\S.*", Pattern.DOTALL);

    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final Set<String> tokenFields = new LinkedHashSet<>(List.of(
            "access_token", "refresh_token", "id_token", "client_secret", "password", "accessToken", "refreshToken"));

    /** Whatever stands in the secret fields of the form, and the fields of answers that are tokens by the manifest. */
    void hideSecretsOf(Manifest manifest, Map<String, Object> configuration) {
        Map<String, Object> form =
                Tree.mapOrEmpty(Tree.mapOrEmpty(manifest.field("spec")).get("connection_specification"));
        gather(form, configuration);
        manifest.find(document -> {
            gatherTokenFields(document);
            return true;
        });
    }

    private void gather(Map<String, Object> specification, @Nullable Object value) {
        if (Boolean.TRUE.equals(specification.get("airbyte_secret"))) {
            hideLeaves(value);
            return;
        }
        Stream.of("oneOf", "anyOf", "allOf")
                .flatMap(choice -> Tree.listOf(specification.get(choice)).stream())
                .forEach(option -> gather(Tree.mapOrEmpty(option), value));
        switch (value) {
            case Map<?, ?> map ->
                Tree.mapOrEmpty(specification.get("properties"))
                        .forEach((name, property) -> gather(Tree.mapOrEmpty(property), map.get(name)));
            case List<?> list -> list.forEach(item -> gather(Tree.mapOrEmpty(specification.get("items")), item));
            case null, default -> {
                // Not secret.
            }
        }
    }

    private void hideLeaves(@Nullable Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(this::hideLeaves);
            case List<?> list -> list.forEach(this::hideLeaves);
            case null -> {
                // Not filled in.
            }
            default -> hide(String.valueOf(value));
        }
    }

    private void hide(String secret) {
        if (secret.length() < SHORTEST) {
            return;
        }
        String json = Json.write(secret);
        secrets.add(secret);
        secrets.add(json.substring(1, json.length() - 1));
        secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
        secrets.add(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        secrets.add(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
    }

    private void gatherTokenFields(@Nullable Object node) {
        if (node instanceof Map<?, ?> map) {
            List<Object> session = Tree.listOf(map.get("session_token_path"));
            if (!session.isEmpty()) {
                tokenFields.add(String.valueOf(session.getLast()));
            }
            Stream.of("access_token_name", "refresh_token_name")
                    .map(map::get)
                    .filter(String.class::isInstance)
                    .forEach(name -> tokenFields.add((String) name));
            map.values().forEach(this::gatherTokenFields);
        } else if (node instanceof List<?> list) {
            list.forEach(this::gatherTokenFields);
        }
    }

    /** Hides the tokens of an answer wherever they come up from then on. */
    void learn(String body) {
        Matcher token = tokens().matcher(body);
        while (token.find()) {
            hide(token.group(2));
        }
    }

    private Pattern tokens() {
        String names = String.join("|", tokenFields.stream().map(Pattern::quote).toList());
        return Pattern.compile("(\"(?:" + names + ")\"\\s*:\\s*\")((?:[^\"\\\\]|\\\\.)*)");
    }

    /** A text without known secrets. */
    String mask(String text) {
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, MASK);
        }
        return masked;
    }

    /** A body, of which fields with the name of a token are masked too. */
    String body(String text) {
        String form = text.indexOf('{') < 0 && text.indexOf('=') > 0 && text.indexOf('<') < 0 ? parameters(text) : text;
        return mask(tokens().matcher(form).replaceAll(found -> Matcher.quoteReplacement(found.group(1) + MASK)));
    }

    /** An address, of which parameters with the name of a secret are masked too. */
    String url(String url) {
        int query = url.indexOf('?');
        return query < 0 ? mask(url) : mask(url.substring(0, query + 1)) + mask(parameters(url.substring(query + 1)));
    }

    private static String parameters(String query) {
        return PARAMETER
                .matcher(query)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + "=" + (isSecret(found.group(1)) ? MASK : found.group(2))));
    }

    /** Headers; of one that is secret the scheme stays: {@code Bearer •••}. */
    Map<String, String> headers(Map<String, String> headers) {
        Map<String, String> masked = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> masked.put(name, isSecret(name) ? scheme(value) : mask(value)));
        return masked;
    }

    private static String scheme(String value) {
        Matcher scheme = SCHEME.matcher(value);
        return scheme.matches() ? scheme.group(1) + " " + MASK : MASK;
    }

    private static boolean isSecret(String name) {
        return SECRET_NAME.matcher(name).matches();
    }
}
