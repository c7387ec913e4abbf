package dev.millrace.local.mail;

import java.net.InetAddress;
import java.nio.file.Path;
import org.subethamail.smtp.helper.BasicMessageListener;
import org.subethamail.smtp.server.SMTPServer;

/** The main class of the mail server's own JVM. */
public final class MailServer {

    /** What it prints when it takes mail and shows it. */
    public static final String READY = "millrace: the mail server is ready";

    private static final int LARGEST_MAIL_BYTES = 10 * 1024 * 1024;
    private static final int CONNECTIONS = 20;

    private MailServer() {}

    /** Takes the folder for the mails, the port for SMTP and the port of the page. */
    public static void main(String[] arguments) throws Exception {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        Mailbox mailbox = new Mailbox(Path.of(arguments[0]));
        BasicMessageListener listener = (context, from, to, data) -> mailbox.add(to, data);
        SMTPServer smtp = SMTPServer.port(Integer.parseInt(arguments[1]))
                .bindAddress(loopback)
                .hostName("localhost")
                .softwareName("Millrace")
                .maxMessageSize(LARGEST_MAIL_BYTES)
                .maxConnections(CONNECTIONS)
                .messageHandler(listener)
                .build();
        smtp.start();
        new MailboxPage(mailbox).serve(loopback, Integer.parseInt(arguments[2]));
        System.out.println(READY);
    }
}
