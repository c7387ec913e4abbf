package dev.millrace.connector.rest.request;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.millrace.connector.rest.manifest.Component;
import dev.millrace.connector.rest.manifest.Tree;
import dev.millrace.kernel.ErrorCode;
import dev.millrace.kernel.MillraceException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Signs a JSON Web Token (RFC 7519) with the person's key for each request. */
final class JwtAuthenticator implements Authenticator {

    private static final long USUAL_SECONDS = 1200;

    private final Component component;
    private final Clock clock;

    JwtAuthenticator(Component component, Clock clock) {
        this.component = component;
        this.clock = clock;
    }

    @Override
    public void sign(RequestParts parts) {
        String shown = component
                        .template("header_prefix", "")
                        .map(prefix -> prefix.text(Map.of()) + " ")
                        .orElse("")
                + token();
        Optional<RequestOption> option = component.map("request_option", RequestOption::of);
        if (option.isPresent()) {
            option.get().put(parts, shown);
        } else {
            parts.headers().put("Authorization", shown);
        }
    }

    /** A token that is good from now on. */
    String token() {
        Map<String, Object> headers = tree("jwt_headers");
        JWSHeader.Builder header = new JWSHeader.Builder(new JWSAlgorithm(component.text("algorithm")));
        text(headers, "kid").ifPresent(header::keyID);
        header.type(new JOSEObjectType(text(headers, "typ").orElse("JWT")));
        text(headers, "cty").ifPresent(header::contentType);
        tree("additional_jwt_headers").forEach(header::customParam);

        Instant now = clock.instant();
        Map<String, Object> payload = tree("jwt_payload");
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        text(payload, "iss").ifPresent(claims::issuer);
        text(payload, "sub").ifPresent(claims::subject);
        text(payload, "aud").ifPresent(claims::audience);
        claims.issueTime(Date.from(now));
        claims.notBeforeTime(Date.from(now));
        claims.expirationTime(
                Date.from(now.plusSeconds(component.integer("token_duration").orElse(USUAL_SECONDS))));
        tree("additional_jwt_payload").forEach(claims::claim);
        try {
            SignedJWT token = new SignedJWT(header.build(), claims.build());
            token.sign(signer());
            return token.serialize();
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            throw new MillraceException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "The secret key is no key for " + component.text("algorithm")
                            + ". Paste it whole, with its first and last line.",
                    e);
        }
    }

    private JWSSigner signer() throws JOSEException, GeneralSecurityException {
        String key = component.requiredTemplate("secret_key").text(Map.of()).replace("\\n", "\n");
        String algorithm = component.text("algorithm");
        if (algorithm.startsWith("HS")) {
            byte[] secret = key.getBytes(StandardCharsets.UTF_8);
            byte[] used = component.flag("base64_encode_secret_key", false)
                    ? Base64.getEncoder().encode(secret)
                    : secret;
            // The format signs with short keys too; zeros behind a key change nothing for HMAC (RFC 2104).
            int least = Integer.parseInt(algorithm.substring(2)) / 8;
            return new MACSigner(used.length < least ? Arrays.copyOf(used, least) : used);
        }
        String passphrase = component
                .template("passphrase", "")
                .map(given -> given.text(Map.of()))
                .orElse("");
        String open = PrivateKeys.isEncrypted(key) ? PrivateKeys.opened(key, passphrase) : key;
        if (algorithm.equals("EdDSA")) {
            return new Ed25519(PrivateKeys.ed25519(open));
        }
        return algorithm.startsWith("ES")
                ? new ECDSASigner(PrivateKeys.ec(open))
                : new RSASSASigner(PrivateKeys.rsa(open));
    }

    /** The library leaves this curve to another one, which the JDK does not need. */
    private static final class Ed25519 extends BaseJWSProvider implements JWSSigner {
        private final PrivateKey key;

        Ed25519(PrivateKey key) {
            super(Set.of(JWSAlgorithm.EdDSA));
            this.key = key;
        }

        @Override
        public Base64URL sign(JWSHeader header, byte[] signed) throws JOSEException {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(key);
                signature.update(signed);
                return Base64URL.encode(signature.sign());
            } catch (GeneralSecurityException e) {
                throw new JOSEException("no key of Ed25519", e);
            }
        }
    }

    private Map<String, Object> tree(String field) {
        return Tree.mapOrEmpty(
                component.tree(field).map(tree -> tree.value(Map.of())).orElse(Map.of()));
    }

    private static Optional<String> text(Map<String, Object> map, String name) {
        return Optional.ofNullable(map.get(name)).map(String::valueOf).filter(text -> !text.isEmpty());
    }
}
