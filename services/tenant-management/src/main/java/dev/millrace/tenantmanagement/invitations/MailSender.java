package dev.millrace.tenantmanagement.invitations;

import dev.millrace.kernel.CertificateFailure;
import io.smallrye.config.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Properties;
import org.jboss.logging.Logger;

/** Hands mails to the mail server, each on a connection of its own: they are few, and servers leave those that idle. */
@ApplicationScoped
class MailSender {

    private static final Logger LOG = Logger.getLogger(MailSender.class);

    /**
     * A mail.
     *
     * @param text for readers that show no HTML
     */
    record Mail(String to, String subject, String text, String html) {}

    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final MailConfiguration configuration;
    private final Session session;

    MailSender(MailConfiguration configuration) {
        this.configuration = configuration;
        this.session = Session.getInstance(properties(configuration));
    }

    /** Names and meanings are those of Angus Mail's SMTP provider. */
    private static Properties properties(MailConfiguration configuration) {
        MailConfiguration.StartTls startTls = configuration.startTls();
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", configuration.user().isPresent());
        properties.put("mail.smtp.starttls.enable", startTls != MailConfiguration.StartTls.DISABLED);
        properties.put("mail.smtp.starttls.required", startTls == MailConfiguration.StartTls.REQUIRED);
        properties.put("mail.smtp.ssl.checkserveridentity", true);
        // Without them it would wait for ever.
        properties.put("mail.smtp.connectiontimeout", milliseconds(configuration.timeout()));
        properties.put("mail.smtp.timeout", milliseconds(configuration.timeout()));
        // For the answer to a good-bye.
        properties.put("mail.smtp.quitwait", false);
        return properties;
    }

    private static int milliseconds(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }

    /**
     * Gives it to the mail server, and waits for its answers.
     *
     * @throws MessagingException where the server has not taken it, or cannot be reached
     */
    void send(Mail mail) throws MessagingException {
        MimeMessage message = message(mail);
        Transport server = session.getTransport("smtp");
        try {
            server.connect(
                    configuration.host(),
                    configuration.port(),
                    configuration.user().orElse(null),
                    configuration.password().map(Secret::get).orElse(null));
            server.sendMessage(message, message.getAllRecipients());
        } finally {
            leave(server);
        }
    }

    /** Whatever is said of a good-bye, the mail was taken before, or was not. */
    private static void leave(Transport server) {
        try {
            server.close();
        } catch (MessagingException e) {
            LOG.debug("the mail server has hung up", e);
        }
    }

    /** Why a mail was not sent, without a full stop: what the mail server said, or why it could not be asked. */
    static String sentence(MessagingException error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return CertificateFailure.sentence(cause).strip();
    }

    @SuppressWarnings("JavaUtilDate") // Jakarta Mail has no other type for it.
    private MimeMessage message(Mail mail) throws MessagingException {
        MimeBodyPart text = new MimeBodyPart();
        text.setText(mail.text(), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(mail.html(), UTF_8, "html");
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(configuration.from()));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(mail.to()));
        message.setSubject(mail.subject(), UTF_8);
        message.setSentDate(new Date());
        message.setContent(new MimeMultipart("alternative", text, html));
        message.saveChanges();
        return message;
    }
}
