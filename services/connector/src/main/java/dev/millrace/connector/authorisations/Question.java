package dev.millrace.connector.authorisations;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The question that a browser takes to a login server: RFC 6749, section 4.1.1, with RFC 7636. */
final class Question {

    private static final int RANDOM_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Question() {}

    /** Nobody guesses it. */
    static String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static String url(AuthorisationSecrets known) {
        Map<String, String> parameters = new LinkedHashMap<>(known.terms().parameters());
        parameters.put("response_type", "code");
        parameters.put("client_id", known.clientId());
        parameters.put("redirect_uri", known.redirectUri());
        if (!known.terms().scopes().isEmpty()) {
            parameters.put("scope", String.join(" ", known.terms().scopes()));
        }
        parameters.put("state", known.state());
        parameters.put("code_challenge", hash(known.verifier()));
        parameters.put("code_challenge_method", "S256");
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        String address = known.terms().authorizeUrl();
        return address + (address.indexOf('?') < 0 ? "?" : "&") + query;
    }

    /** SHA-256 in the alphabet of URLs. */
    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
