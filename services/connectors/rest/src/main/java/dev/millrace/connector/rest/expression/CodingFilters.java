package dev.millrace.connector.rest.expression;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Filters between notations: JSON, Base64, addresses and hashes. */
final class CodingFilters {
    // The names of Python's hashlib.
    private static final Map<String, String> DIGESTS = Map.ofEntries(
            Map.entry("md5", "MD5"),
            Map.entry("sha1", "SHA-1"),
            Map.entry("sha224", "SHA-224"),
            Map.entry("sha256", "SHA-256"),
            Map.entry("sha384", "SHA-384"),
            Map.entry("sha512", "SHA-512"),
            Map.entry("sha3_224", "SHA3-224"),
            Map.entry("sha3_256", "SHA3-256"),
            Map.entry("sha3_384", "SHA3-384"),
            Map.entry("sha3_512", "SHA3-512"));

    private CodingFilters() {}

    static void addTo(Map<String, Filters.Filter> filters) {
        filters.put(
                "string",
                (value, arguments) ->
                        // Quoted, so that it is a text again after the rendered text has been read as a literal.
                        value instanceof String ? value : "\"\"\"" + JsonText.of(value) + "\"\"\"");
        filters.put("tojson", (value, arguments) -> {
            Object indent = arguments.optional(0, "indent", null);
            return JsonText.of(value, true, indent == null ? -1 : Math.min(32, Values.requireInt(indent)))
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("'", "\\u0027");
        });
        filters.put("base64encode", (value, arguments) -> encoded(requireEncodable(value)));
        filters.put("base64binascii_decode", (value, arguments) -> encoded(requireEncodable(value)));
        filters.put("base64decode", (value, arguments) -> decoded(requireEncodable(value)));
        filters.put("urlencode", (value, arguments) -> UrlText.encoded(value));
        filters.put("hash", CodingFilters::hash);
        filters.put("hmac", CodingFilters::hmac);
    }

    private static String requireEncodable(@Nullable Object value) {
        if (value instanceof Undefined undefined) {
            throw undefined.raised();
        }
        if (value instanceof String text) {
            return text;
        }
        throw new EvaluationException(
                ErrorKind.ATTRIBUTE, "'" + Values.typeName(value) + "' object has no attribute 'encode'");
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        StringBuilder alphabet = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean letter = (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
            if (letter || (character >= '0' && character <= '9') || "+/=".indexOf(character) >= 0) {
                alphabet.append(character);
            }
        }
        try {
            if (alphabet.length() % 4 != 0) {
                throw EvaluationException.value("the Base64 text lacks its padding");
            }
            byte[] bytes = Base64.getDecoder().decode(alphabet.toString());
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw EvaluationException.value("what should be decoded is no text in Base64");
        }
    }

    private static String hash(@Nullable Object value, Arguments arguments) {
        String type = arguments.text(0, "hash_type", "md5");
        Object salt = arguments.optional(1, "salt", null);
        String algorithm = DIGESTS.get(type);
        if (algorithm == null) {
            throw new EvaluationException(ErrorKind.ATTRIBUTE, "No hashing function named " + type);
        }
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(PythonText.str(value).getBytes(StandardCharsets.UTF_8));
            if (Values.isTrue(salt)) {
                digest.update(PythonText.str(salt).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    private static String hmac(@Nullable Object value, Arguments arguments) {
        byte[] key = PythonText.str(arguments.required(0, "key")).getBytes(StandardCharsets.UTF_8);
        String type = arguments.text(1, "hash_type", "sha256");
        if (!type.equals("sha256")) {
            throw EvaluationException.value("Hash type '" + type + "' is not allowed. Allowed types: sha256");
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            // An empty key is allowed, which SecretKeySpec isn't; zeros are what it is padded with anyway.
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(PythonText.str(value).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
