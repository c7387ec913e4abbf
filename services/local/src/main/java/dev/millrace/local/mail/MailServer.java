package dev.millrace.local.mail;

import dev.millrace.local.tls.CertificateAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLSocket;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** The main class of the mail server's own JVM. */
public final class MailServer {

    /** What it prints when it takes mail and shows it. */
    public static final String READY = "millrace: the mail server is ready";

    private static final int LARGEST_MAIL_BYTES = 10 * 1024 * 1024;
    private static final int CONNECTIONS = 20;

    private MailServer() {}

    /**
     * The environment's variable for a folder with {@code tls.crt} and {@code tls.key}, as {@link CertificateAuthority#issue} writes it. With it, mail is
     * taken by TLS alone (STARTTLS, RFC 3207), with the certificate that is there when a connection is made.
     */
    public static final String CERTIFICATE = "MILLRACE_MAIL_CERTIFICATE";

    /** Takes the folder for the mails, the port for SMTP and the port of the page. */
    public static void main(String[] arguments) throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Mailbox mailbox = new Mailbox(Path.of(arguments[0]));
        BasicMessageListener listener = (context, from, to, data) -> mailbox.add(to, data);
        SMTPServer.Builder smtp = SMTPServer.port(Integer.parseInt(arguments[1]))
                .bindAddress(loopback)
                .hostName("localhost")
                .softwareName("Millrace")
                .maxMessageSize(LARGEST_MAIL_BYTES)
                .maxConnections(CONNECTIONS)
                .messageHandler(listener);
        String certificate = System.getenv(CERTIFICATE);
        if (certificate != null) {
            smtp.requireTLS().startTlsSocketFactory(plain -> encrypted(plain, Path.of(certificate)));
        }
        smtp.build().start();
        new MailboxPage(mailbox).serve(loopback, Integer.parseInt(arguments[2]));
        System.out.println(READY);
    }

    /**
     * A connection that goes on with TLS.
     *
     * @param certificate the folder of the server's certificate
     */
    public static SSLSocket encrypted(Socket plain, Path certificate) throws IOException {
        InetSocketAddress client = (InetSocketAddress) plain.getRemoteSocketAddress();
        SSLSocket socket = (SSLSocket) CertificateAuthority.serverContext(certificate)
                .getSocketFactory()
                .createSocket(plain, client.getHostString(), client.getPort(), true);
        socket.setUseClientMode(false);
        return socket;
    }
}
