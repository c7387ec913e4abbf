package dev.millrace.deploychecks;

import dev.millrace.local.tls.CertificateAuthority;
import dev.millrace.tls.Authority;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Who trusts what one authority has signed, for the name that it calls by, and nothing else. */
final class TlsCaller {

    private final SSLContext context;

    private TlsCaller(SSLContext context) {
        this.context = context;
    }

    static TlsCaller trusting(CertificateAuthority authority) throws IOException {
        return new TlsCaller(Authority.of(authority.pem()).context());
    }

    /**
     * Speaks TLS on a connection, which closes with it.
     *
     * @throws javax.net.ssl.SSLException when the other side does not, or shows what is not trusted
     */
    Socket over(Socket connection, String name) throws IOException {
        Socket secured = context.getSocketFactory().createSocket(connection, name, connection.getPort(), true);
        if (!(secured instanceof SSLSocket tls)) {
            throw new IllegalStateException("a factory of TLS made something else");
        }
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }
}
