package dev.millrace.tls;

import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.X509KeyManager;

/**
 * What a service shows, and whom it trusts.
 *
 * @param chain its own certificate, then those between it and the authority
 * @param trusted the authorities
 */
record ShownCertificate(List<Certificate> chain, Set<Certificate> trusted) {

    /** Of keys, and how something is signed with them: Java Security Standard Algorithm Names. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    ShownCertificate {
        chain = List.copyOf(chain);
        trusted = Set.copyOf(trusted);
    }

    /** Of a configuration whose key belongs to its certificate; another one is refused. */
    static ShownCertificate of(TlsConfiguration tls, Vertx vertx) throws GeneralSecurityException {
        X509KeyManager keys = keys(tls, vertx);
        for (Map.Entry<String, String> algorithm : ALGORITHMS.entrySet()) {
            String[] aliases = keys.getServerAliases(algorithm.getKey(), null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = keys.getCertificateChain(aliases[0]);
                requireOne(keys.getPrivateKey(aliases[0]), chain[0], algorithm.getValue());
                return new ShownCertificate(List.of(chain), certificates(tls.getTrustStore()));
            }
        }
        throw new InvalidKeyException("there is no key in tls.key of " + ALGORITHMS.keySet());
    }

    @SuppressWarnings("IllegalCatch") // The registry declares nothing narrower.
    private static X509KeyManager keys(TlsConfiguration tls, Vertx vertx) throws GeneralSecurityException {
        try {
            return (X509KeyManager)
                    tls.getKeyStoreOptions().getKeyManagerFactory(vertx).getKeyManagers()[0];
        } catch (Exception e) {
            throw new InvalidKeyException("the key in tls.key can't be read", e);
        }
    }

    private static Set<Certificate> certificates(KeyStore store) throws GeneralSecurityException {
        Set<Certificate> certificates = new HashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            certificates.add(store.getCertificate(alias));
        }
        return certificates;
    }

    private static void requireOne(PrivateKey key, X509Certificate certificate, String algorithm)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        byte[] text = certificate.getSerialNumber().toByteArray();
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new InvalidKeyException("the key in tls.key does not belong to the certificate in tls.crt");
        }
    }

    private X509Certificate certificate() {
        return (X509Certificate) chain.getFirst();
    }

    String serialNumber() {
        return certificate().getSerialNumber().toString(16);
    }

    Instant until() {
        return certificate().getNotAfter().toInstant();
    }
}
