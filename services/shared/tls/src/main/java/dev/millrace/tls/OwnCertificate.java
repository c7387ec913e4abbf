package dev.millrace.tls;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.X509KeyManager;

/** The certificate that a service shows, with the key that has to belong to it, read as its server reads them. */
public final class OwnCertificate {

    /** Of keys, and how something is signed with them: Java Security Standard Algorithm Names. */
    private static final Map<String, String> ALGORITHMS =
            Map.of("EC", "SHA256withECDSA", "RSA", "SHA256withRSA", "EdDSA", "EdDSA");

    private OwnCertificate() {}

    /** One sentence that tells why a server could not show the certificate in a folder; empty when it could. */
    public static Optional<String> complaint(CertificateFolder files) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            chain(
                    new PemKeyCertOptions()
                            .addCertPath(files.certificate().toString())
                            .addKeyPath(files.key().toString()),
                    vertx);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(e.getMessage() + ".");
        } finally {
            vertx.close();
        }
    }

    /**
     * The service's own certificate, then those between it and the authority.
     *
     * @throws GeneralSecurityException when the key can't be read or does not belong to the certificate
     */
    static List<X509Certificate> chain(KeyCertOptions options, Vertx vertx) throws GeneralSecurityException {
        X509KeyManager keys = keys(options, vertx);
        for (Map.Entry<String, String> algorithm : ALGORITHMS.entrySet()) {
            String[] aliases = keys.getServerAliases(algorithm.getKey(), null);
            if (aliases != null && aliases.length > 0) {
                X509Certificate[] chain = keys.getCertificateChain(aliases[0]);
                if (!belongs(keys.getPrivateKey(aliases[0]), chain[0], algorithm.getValue())) {
                    throw new InvalidKeyException("the key in tls.key does not belong to the certificate in tls.crt");
                }
                return List.of(chain);
            }
        }
        throw new InvalidKeyException("there is no key in tls.key of " + ALGORITHMS.keySet());
    }

    @SuppressWarnings("IllegalCatch") // Vert.x declares nothing narrower.
    private static X509KeyManager keys(KeyCertOptions options, Vertx vertx) throws GeneralSecurityException {
        try {
            return (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
        } catch (Exception e) {
            throw new InvalidKeyException("the key in tls.key can't be used: " + e.getMessage(), e);
        }
    }

    private static boolean belongs(PrivateKey key, X509Certificate certificate, String algorithm)
            throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm);
        byte[] text = certificate.getSerialNumber().toByteArray();
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(text);
        return signature.verify(signed);
    }
}
