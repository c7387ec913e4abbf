package dev.millrace.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Who signs the certificates that are trusted. Needs a JDK and no more. */
public final class Authority {

    private final X509ExtendedTrustManager trust;

    private Authority(X509ExtendedTrustManager trust) {
        this.trust = trust;
    }

    /**
     * Those that sign, and nobody else.
     *
     * @param pem one certificate or several
     */
    public static Authority of(String pem) throws IOException {
        try {
            Collection<? extends Certificate> certificates = certificates(pem);
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate : certificates) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return new Authority(Arrays.stream(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow());
        } catch (GeneralSecurityException e) {
            throw new IOException("that is no authority's certificate in PEM", e);
        }
    }

    /** The certificates of a text in PEM, at least one. */
    static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
        InputStream bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509").generateCertificates(bytes);
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        return certificates;
    }

    X509ExtendedTrustManager trust() {
        return trust;
    }

    /** For connections to whom it has signed. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS", e);
        }
    }
}
