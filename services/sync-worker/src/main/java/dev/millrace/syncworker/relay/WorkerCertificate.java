package dev.millrace.syncworker.relay;

import dev.millrace.tls.CertificateFolder;
import dev.millrace.tls.InternalTlsConfigSource;
import dev.millrace.tls.InternalTlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What a worker shows to relays, and what these are told to know it by.
 *
 * @param files the authority among them; read anew for each Job
 * @param name that the certificate has
 * @param context with the certificate; asked for each connection, so that a replaced certificate counts from then on
 */
public record WorkerCertificate(CertificateFolder files, String name, Callable<SSLContext> context)
        implements Handshake {

    /** Where the worker has one. */
    public static Optional<WorkerCertificate> of(
            InternalTlsConfiguration configuration, TlsConfigurationRegistry configurations) {
        return configurations
                .get(InternalTlsConfigSource.NAME)
                .map(tls -> new WorkerCertificate(
                        new CertificateFolder(configuration.folder().orElseThrow()),
                        configuration
                                .name()
                                .orElseThrow(
                                        () -> new IllegalStateException(
                                                "Set millrace.tls.name to the name in the certificate: relays know the worker by it.")),
                        tls::createSSLContext));
    }

    /** What a relay is told. */
    public KnownWorker known() {
        try {
            return new KnownWorker(name, Files.readString(files.authority()));
        } catch (IOException e) {
            throw new UncheckedIOException("the authority of the worker's certificate can't be read", e);
        }
    }

    @Override
    @SuppressWarnings("IllegalCatch") // The registry declares nothing narrower.
    public Socket over(Socket connection) throws IOException {
        SSLContext own;
        try {
            own = context.call();
        } catch (Exception e) {
            throw new IOException("the worker's certificate can't be used", e);
        }
        SSLSocket secured = (SSLSocket) own.getSocketFactory().createSocket(connection, null, true);
        secured.startHandshake();
        return secured;
    }
}
