package dev.millrace.console;

import dev.millrace.tls.InternalTlsConfigSource;
import io.quarkus.tls.CertificateUpdatedEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import org.jboss.logging.Logger;

/**
 * Clients for calls to the services. Where these have certificates ({@code millrace.tls.folder}), the clients trust the services' own authority and no other, and
 * follow it when it is replaced.
 */
@ApplicationScoped
public class ServiceClients {

    private static final Logger LOG = Logger.getLogger(ServiceClients.class);

    private final Vertx vertx;
    private final ConsoleConfig config;
    private final Optional<TlsConfiguration> tls;
    private final List<HttpClient> made = new CopyOnWriteArrayList<>();

    @Inject
    ServiceClients(Vertx vertx, ConsoleConfig config, TlsConfigurationRegistry configurations) {
        this(vertx, config, configurations.get(InternalTlsConfigSource.NAME));
    }

    /** With whom to trust; whom the JDK trusts, where that is not said. */
    public ServiceClients(Vertx vertx, ConsoleConfig config, Optional<TlsConfiguration> tls) {
        this.vertx = vertx;
        this.config = config;
        this.tls = tls;
    }

    /** One that is kept. */
    public HttpClient create(HttpClientOptions options) {
        options.setConnectTimeout(
                Math.toIntExact(config.upstream().connectTimeout().toMillis()));
        tls.ifPresent(trusted -> TlsConfigUtils.configure(options, trusted));
        HttpClient client = vertx.createHttpClient(options);
        made.add(client);
        return client;
    }

    /** One of the JDK, whose calls wait for their answer; to be closed. */
    public java.net.http.HttpClient open() {
        java.net.http.HttpClient.Builder builder = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.upstream().connectTimeout());
        tls.ifPresent(trusted -> builder.sslContext(context(trusted)));
        return builder.build();
    }

    @SuppressWarnings("IllegalCatch") // The registry declares nothing narrower.
    private static SSLContext context(TlsConfiguration trusted) {
        try {
            return trusted.createSSLContext();
        } catch (Exception e) {
            throw new IllegalStateException("the authority of the services can't be used", e);
        }
    }

    void follow(@Observes CertificateUpdatedEvent event) {
        if (event.name().equals(InternalTlsConfigSource.NAME)) {
            for (HttpClient client : made) {
                client.updateSSLOptions(event.tlsConfiguration().getSSLOptions())
                        .onFailure(failure -> LOG.errorf(failure, "a replaced certificate is not taken up"));
            }
        }
    }
}
