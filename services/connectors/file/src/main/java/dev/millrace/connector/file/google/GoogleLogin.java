package dev.millrace.connector.file.google;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

/** How Google is asked for a token: with the key of a service account, or with what a person has permitted. */
public sealed interface GoogleLogin {

    /** The body of the request for a token, as a form. */
    String form(Instant now);

    /** What to do when it is refused. */
    String advice();

    /** Who may be told that the spreadsheet has to be shared with them; empty for a person. */
    String email();

    /** What a person has permitted (RFC 6749, section 6). */
    record Permission(String clientId, String clientSecret, String refreshToken) implements GoogleLogin {

        @Override
        public String form(Instant now) {
            return "grant_type=refresh_token&client_id=" + encoded(clientId) + "&client_secret=" + encoded(clientSecret)
                    + "&refresh_token=" + encoded(refreshToken);
        }

        @Override
        public String advice() {
            return "Authorise it again: the refresh token is not good any more, or belongs to another client.";
        }

        @Override
        public String email() {
            return "";
        }

        @Override
        public String toString() {
            return "Permission[***]";
        }
    }

    /** The key of a service account, which signs its wish for a token (RFC 7523). */
    record ServiceAccount(String email, String keyId, PrivateKey key) implements GoogleLogin {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final String SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly";
        private static final String AUDIENCE = "https://oauth2.googleapis.com/token";

        /** Google accepts an hour at the most. */
        private static final long SECONDS = 3_600;

        /**
         * The account of a key file.
         *
         * @throws MillraceException when it is none
         */
        public static ServiceAccount of(String file) {
            try {
                JsonNode json = JSON.readTree(file);
                String email = json.path("client_email").asText("");
                String pem = json.path("private_key").asText("");
                if (!email.isEmpty() && !pem.isEmpty()) {
                    byte[] key = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
                    return new ServiceAccount(
                            email,
                            json.path("private_key_id").asText(""),
                            KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
                }
            } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
                throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, notAKey(), e);
            }
            throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, notAKey());
        }

        private static String notAKey() {
            return "The service account key can't be read. Paste the whole JSON file that Google gave, from { to }.";
        }

        @Override
        public String form(Instant now) {
            ObjectNode header = JSON.createObjectNode()
                    .put("alg", "RS256")
                    .put("typ", "JWT")
                    .put("kid", keyId);
            ObjectNode claims = JSON.createObjectNode()
                    .put("iss", email)
                    .put("scope", SCOPE)
                    .put("aud", AUDIENCE)
                    .put("iat", now.getEpochSecond())
                    .put("exp", now.getEpochSecond() + SECONDS);
            String unsigned = base64(header.toString().getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims.toString().getBytes(StandardCharsets.UTF_8));
            return "grant_type=" + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + unsigned
                    + "." + base64(signed(unsigned));
        }

        private byte[] signed(String text) {
            try {
                Signature signature = Signature.getInstance("SHA256withRSA");
                signature.initSign(key);
                signature.update(text.getBytes(StandardCharsets.US_ASCII));
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new MillraceException(ErrorCode.INVALID_CONFIGURATION, notAKey(), e);
            }
        }

        private static String base64(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        @Override
        public String advice() {
            return "Make a new key for the service account " + email + ", and paste it.";
        }

        @Override
        public String toString() {
            return "ServiceAccount[" + email + "]";
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
