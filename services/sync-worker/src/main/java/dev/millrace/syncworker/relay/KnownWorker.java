package dev.millrace.syncworker.relay;

import dev.millrace.tls.Authority;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * How a relay knows the worker that it calls by an address: by a certificate for a name. Needs a JDK and no more.
 *
 * @param name that the certificate has to have
 * @param authority who has to have signed it, in PEM
 */
public record KnownWorker(String name, String authority) implements Handshake {

    @Override
    public Socket over(Socket connection) throws IOException {
        SSLSocket secured = (SSLSocket) Authority.of(authority)
                .context()
                .getSocketFactory()
                .createSocket(connection, name, connection.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
