package dev.millrace.platform.testkit;

import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Tokens as the identity provider would issue them, signed with a key that was made for this JVM. */
public final class TestTokens {

    private static final String ISSUER = "https://identity.millrace.test";
    /** Class loaders of a Quarkus test do not share statics; they share system properties. */
    private static final String PRIVATE_KEY = "millrace.test-tokens.private-key";

    private static final String PUBLIC_KEY = "millrace.test-tokens.public-key";

    private TestTokens() {}

    /** The token of a person with a verified e-mail address; the same name is the same person. */
    public static String person(String name) {
        return person(name, true);
    }

    /** The token of a person. */
    public static String person(String name, boolean emailVerified) {
        return sign(Jwt.subject("subject-of-" + name)
                .claim("email", name + "@millrace.test")
                .claim("email_verified", emailVerified)
                .claim("name", name));
    }

    /** The token of a service: {@code sync-worker}, {@code transform}, … */
    public static String service(String name) {
        return sign(Jwt.subject("service-account-" + name)
                .claim("realm_access", Map.of("roles", List.of("service", "service-" + name))));
    }

    static Map<String, String> settings() {
        createKeys();
        return Map.of(
                "quarkus.oidc.public-key",
                System.getProperty(PUBLIC_KEY),
                "quarkus.oidc.auth-server-url",
                "",
                "MILLRACE_OIDC_URL",
                "http://127.0.0.1:9/realms/none",
                "MILLRACE_OIDC_ISSUER",
                ISSUER,
                "MILLRACE_OIDC_CLIENT_ID",
                "test",
                "MILLRACE_OIDC_CLIENT_SECRET",
                "test",
                "quarkus.oidc-client.discovery-enabled",
                "false",
                "quarkus.oidc-client.token-path",
                "/token");
    }

    private static String sign(JwtClaimsBuilder claims) {
        return claims.issuer(ISSUER)
                .audience("millrace-api")
                .expiresIn(Duration.ofHours(1))
                .sign(privateKey());
    }

    private static synchronized void createKeys() {
        if (System.getProperty(PRIVATE_KEY) != null) {
            return;
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair keys = generator.generateKeyPair();
            Base64.Encoder base64 = Base64.getEncoder();
            System.setProperty(
                    PUBLIC_KEY, base64.encodeToString(keys.getPublic().getEncoded()));
            System.setProperty(
                    PRIVATE_KEY, base64.encodeToString(keys.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey privateKey() {
        try {
            byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE_KEY));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
