package dev.millrace.local.tls;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Answers by TLS with the certificate in a folder, as {@link CertificateAuthority#issue} writes it. Each answer ends its connection, so that the next call sees
 * the certificate anew. Used by one thread.
 */
public final class SecuredServer implements AutoCloseable {

    private final Path certificate;
    private final UnaryOperator<String> answers;
    private HttpsServer server;

    private SecuredServer(Path certificate, UnaryOperator<String> answers) throws IOException {
        this.certificate = certificate;
        this.answers = answers;
        this.server = listen(0);
    }

    /**
     * Begins to listen at a free port of this machine.
     *
     * @param answers JSON for the path and query of a request
     */
    public static SecuredServer start(Path certificate, UnaryOperator<String> answers) throws IOException {
        return new SecuredServer(certificate, answers);
    }

    /** Where it is, by the name {@code localhost}. */
    public String address() {
        return "https://localhost:" + port();
    }

    /** At the loopback address. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Begins anew at the same address, with the certificate that the folder has now. */
    public void restart() throws IOException {
        int port = port();
        server.stop(0);
        server = listen(port);
    }

    private HttpsServer listen(int port) throws IOException {
        HttpsServer listening = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        listening.setHttpsConfigurator(new HttpsConfigurator(CertificateAuthority.serverContext(certificate)));
        listening.createContext("/", this::answer);
        listening.start();
        return listening;
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] body = answers.apply(exchange.getRequestURI().toString()).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("Connection", "close");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
