package dev.millrace.local.tls;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Signs certificates of services on this machine. What it signs, only who is given its own certificate trusts. */
public final class CertificateAuthority {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final int SERIAL_BITS = 64;
    /** The store keeps no secret; the format wants a password. */
    private static final String TRUST_STORE_PASSWORD = "public";

    private static final Pattern IP_ADDRESS = Pattern.compile("[0-9.]+");

    private final X500Name name;
    private final KeyPair keys;
    private final X509CertificateHolder certificate;
    private final SecureRandom random = new SecureRandom();

    private CertificateAuthority(X500Name name) throws IOException {
        this.name = name;
        this.keys = newKeys();
        this.certificate = signed(validNow(), name, keys, true);
    }

    /** When a certificate is good. */
    public record Validity(Instant from, Instant until) {}

    /** One with a new key. */
    public static CertificateAuthority create(String name) throws IOException {
        return new CertificateAuthority(new X500Name("CN=" + name));
    }

    /** From a day ago on, as clocks differ. */
    public static Validity validNow() {
        Instant now = InstantSource.system().instant();
        return new Validity(now.minus(Duration.ofDays(1)), now.plus(LIFE));
    }

    /** Until an hour ago. */
    public static Validity expired() {
        Instant now = InstantSource.system().instant();
        return new Validity(now.minus(LIFE), now.minus(Duration.ofHours(1)));
    }

    /** From tomorrow on. */
    public static Validity ofTomorrow() {
        Instant tomorrow = InstantSource.system().instant().plus(Duration.ofDays(1));
        return new Validity(tomorrow, tomorrow.plus(LIFE));
    }

    /**
     * Makes a key and a certificate for it and writes both, with its own certificate, as a Secret of cert-manager has them: {@code tls.crt}, {@code tls.key} and
     * {@code ca.crt}. What is there is replaced.
     *
     * @param hosts by which the service is called, names or addresses of version 4
     */
    public void issue(Path folder, Validity validity, String... hosts) throws IOException {
        KeyPair own = newKeys();
        X509CertificateHolder issued = signed(validity, new X500Name("CN=" + hosts[0]), own, false, hosts);
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve("tls.key"), pem("PRIVATE KEY", own.getPrivate().getEncoded()));
        Files.writeString(folder.resolve("tls.crt"), pem("CERTIFICATE", issued.getEncoded()));
        Files.writeString(folder.resolve("ca.crt"), pem());
    }

    /** Its own certificate. */
    public String pem() throws IOException {
        return pem("CERTIFICATE", certificate.getEncoded());
    }

    /**
     * Writes a PKCS #12 file with its own certificate alone: a JVM that is started with {@link #trustOptions} trusts nobody else.
     */
    public void writeTrustStore(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            trustStore().store(out, TRUST_STORE_PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has such stores", e);
        }
    }

    /** TLS as those have it who trust this authority and nobody else. */
    public SSLContext callers() throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK speaks TLS", e);
        }
    }

    private KeyStore trustStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", new JcaX509CertificateConverter().getCertificate(certificate));
        return store;
    }

    /** The options of a JVM that trusts whom such a file names. */
    public static String trustOptions(Path file) {
        return "-Djavax.net.ssl.trustStore=" + file + " -Djavax.net.ssl.trustStoreType=PKCS12"
                + " -Djavax.net.ssl.trustStorePassword=" + TRUST_STORE_PASSWORD;
    }

    /** What a server shows that has been given such a folder. */
    public static SSLContext serverContext(Path folder) throws IOException {
        try (InputStream file = Files.newInputStream(folder.resolve("tls.crt"))) {
            Certificate shown = CertificateFactory.getInstance("X.509").generateCertificate(file);
            byte[] key = Base64.getMimeDecoder()
                    .decode(Files.readString(folder.resolve("tls.key")).replaceAll("-----[A-Z ]+-----", ""));
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setKeyEntry(
                    "server",
                    KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)),
                    new char[0],
                    new Certificate[] {shown});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("no certificate with its key is in " + folder, e);
        }
    }

    private X509CertificateHolder signed(
            Validity validity, X500Name subject, KeyPair owner, boolean signs, String... hosts) throws IOException {
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, random),
                Date.from(validity.from()),
                Date.from(validity.until()),
                subject,
                owner.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(signs));
        if (hosts.length > 0) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(Stream.of(hosts)
                            .map(CertificateAuthority::alternativeName)
                            .toArray(GeneralName[]::new)));
        }
        try {
            return builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GeneralName alternativeName(String host) {
        return new GeneralName(IP_ADDRESS.matcher(host).matches() ? GeneralName.iPAddress : GeneralName.dNSName, host);
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has this curve", e);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n"
                .formatted(kind, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content));
    }
}
