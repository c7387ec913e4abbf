package dev.millrace.tls;

import io.quarkus.tls.TlsConfiguration;
import io.vertx.core.Vertx;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a service shows, and whom it trusts.
 *
 * @param chain its own certificate, then those between it and the authority
 * @param trusted the authorities
 */
record ShownCertificate(List<Certificate> chain, Set<Certificate> trusted) {

    ShownCertificate {
        chain = List.copyOf(chain);
        trusted = Set.copyOf(trusted);
    }

    /** Of a configuration whose key belongs to its certificate; another one is refused. */
    static ShownCertificate of(TlsConfiguration tls, Vertx vertx) throws GeneralSecurityException {
        return new ShownCertificate(
                List.copyOf(OwnCertificate.chain(tls.getKeyStoreOptions(), vertx)), certificates(tls.getTrustStore()));
    }

    private static Set<Certificate> certificates(KeyStore store) throws GeneralSecurityException {
        Set<Certificate> certificates = new HashSet<>();
        for (String alias : Collections.list(store.aliases())) {
            certificates.add(store.getCertificate(alias));
        }
        return certificates;
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
